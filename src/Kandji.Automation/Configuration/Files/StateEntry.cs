namespace Kandji.Automation.Configuration.Files;

/// <summary>A thing that the files and the tenant both had when they last met.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The path of the file that describes it, below the root, with slashes.</param>
/// <param name="Hash">The hash of both sides.</param>
internal sealed record StateEntry(ConfigurationKind Kind, string Id, string Name, string Path, string Hash);
