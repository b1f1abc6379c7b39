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
    /// <param name="remote">The thing.</param>
    /// <param name="isCopy">Indicates whether it is one of another tenant, in which the ids of the files mean nothing.</param>
    public bool IsHeldBack(ConfigurationMember remote, bool isCopy) => Problems.Any(problem => problem.Kind == remote.Kind
        && (problem.Id is not null && !isCopy
            ? problem.Id == remote.Id
            : problem.Name is null || string.Equals(problem.Name.Normalize(), remote.Name.Normalize(), StringComparison.Ordinal)));
}
