namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// A change that is about to be made in the tenant, or in several files. One that is still there later may have been carried out, or
/// partly,
/// or not at all.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id of a thing that is changed; null for one that is created.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The path of the file that describes it, below the root, with slashes.</param>
/// <param name="Hash">The hash of the content that is sent or written.</param>
/// <param name="Steps">The hashes that the thing has on the way there, when that takes several requests.</param>
/// <param name="Time">When it was noted, in UTC.</param>
internal sealed record WriteIntent(
    ConfigurationKind Kind, string? Id, string Name, string Path, string Hash, IReadOnlyList<string> Steps, string Time)
{
    /// <summary>Indicates whether it is the files that change, not the tenant.</summary>
    public bool IsOfFiles { get; init; }
}
