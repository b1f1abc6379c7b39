namespace Kandji.Automation.Configuration.Files;

/// <summary>A thing that is about to be created. One that is still there later may have been created or not.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The path of the file that describes it, below the root, with slashes.</param>
/// <param name="Hash">The hash of its content.</param>
/// <param name="Time">When it was noted, in UTC.</param>
internal sealed record CreationIntent(ConfigurationKind Kind, string Name, string Path, string Hash, string Time);
