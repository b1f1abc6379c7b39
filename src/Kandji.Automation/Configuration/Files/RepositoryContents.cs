namespace Kandji.Automation.Configuration.Files;

/// <summary>The members that a repository holds of some kinds.</summary>
/// <param name="Members">The members that could be read.</param>
/// <param name="Problems">Those that could not.</param>
/// <param name="ManagedKinds">The kinds of which there is a file at all. The others are not managed by the repository.</param>
internal sealed record RepositoryContents(
    IReadOnlyList<ConfigurationMember> Members, IReadOnlyList<ConfigurationProblem> Problems,
    IReadOnlyCollection<ConfigurationKind> ManagedKinds)
{
    /// <summary>Indicates whether something of a kind could not be read.</summary>
    public bool IsIncomplete(ConfigurationKind kind) => Problems.Any(problem => problem.Kind == kind);

    /// <summary>
    /// Indicates whether a thing of the tenant may be one that a file describes which could not be read: by its id, by its name where the
    /// file has no id, and any thing of the kind where the file tells neither.
    /// </summary>
    public bool IsHeldBack(ConfigurationMember remote) => Problems.Any(problem => problem.Kind == remote.Kind
        && (problem.Id is not null
            ? problem.Id == remote.Id
            : problem.Name is null || string.Equals(problem.Name.Normalize(), remote.Name.Normalize(), StringComparison.Ordinal)));
}
