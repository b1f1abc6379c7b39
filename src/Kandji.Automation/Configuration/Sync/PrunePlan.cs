using Kandji.Automation.Configuration.Files;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Http;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>Chooses what of a tenant is deleted because the files do not have it, and refuses where that looks like an accident.</summary>
/// <param name="workspace">The repository and the tenant.</param>
/// <param name="created">The things that are created before anything is deleted.</param>
/// <param name="maxPrune">How many things of a kind may be deleted at most where that is much of it; null for none.</param>
internal sealed class PrunePlan(ConfigurationWorkspace workspace, IReadOnlyCollection<MemberChange> created, int? maxPrune)
{
    private const int AlwaysAllowed = 3;
    private const int AllowedShare = 5;

    private readonly List<ConfigurationStep> _steps = [];
    private readonly List<ConfigurationProblem> _refusals = [];
    private RepositoryContents? _files;

    /// <summary>The deletions: what refers to others first.</summary>
    public IReadOnlyList<ConfigurationStep> Steps => _steps;

    /// <summary>The things that are not deleted, with the reason.</summary>
    public IReadOnlyList<ConfigurationProblem> Refusals => _refusals;

    /// <summary>Chooses what is deleted.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        foreach (MemberSchema schema in MemberSchemas.All.Reverse().Where(schema => workspace.Scope.Kinds.Contains(schema.Kind)))
        {
            MemberChange[] gone = workspace.Changes.Where(change => change.Kind == schema.Kind
                && change.Change is ConfigurationFileChange.NewRemote or ConfigurationFileChange.RemovedLocal).ToArray();
            if (workspace.Tenant.Unknown.ContainsKey(schema.Kind))
            {
                Refuse(schema, null, "could not be read in the tenant, and nothing of them is deleted");
                continue;
            }
            if (gone.Length == 0)
                continue;
            int all = workspace.Tenant.Members.Count(member => member.Kind == schema.Kind);
            if (!schema.CanCreate)
                Refuse(schema, gone[0], "cannot be deleted");
            else if (!workspace.Contents.ManagedKinds.Contains(schema.Kind))
                Refuse(schema, null, "are not managed by the repository, which has no file of one, and nothing of them is deleted");
            else if (workspace.Contents.IsIncomplete(schema.Kind) || workspace.Problems.Any(problem => problem.Kind == schema.Kind))
                Refuse(schema, null, "could not all be read from the files and compared, and nothing of them is deleted");
            else if (gone.Length > AlwaysAllowed && gone.Length * AllowedShare > all && !(gone.Length <= maxPrune))
                Refuse(schema, null,
                    $"would lose {gone.Length} of {all}. If that is meant, use -MaxPrune {gone.Length}. Nothing of them is deleted");
            else
                await ChooseAsync(gone, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The reason not to delete a thing: a file that has it by name, because somebody deleted it in the tenant and made it again. Null when
    /// there is none. A file that is created under an id of its own is no reason.
    /// </summary>
    /// <param name="workspace">The repository and the tenant.</param>
    /// <param name="change">The thing.</param>
    /// <param name="isCreated">Indicates whether a thing that the tenant did not have is there, or will be.</param>
    public static string? FindTwin(ConfigurationWorkspace workspace, MemberChange change, Func<MemberChange, bool> isCreated)
    {
        MemberChange? twin = workspace.Changes.FirstOrDefault(other => other.Kind == change.Kind
            && other is { Remote: null, Local: not null }
                && string.Equals(other.Name.Normalize(), change.Name.Normalize(), StringComparison.OrdinalIgnoreCase)
                && !isCreated(other));
        return twin is null
            ? null
            : $"The file '{workspace.Repository.Relative(twin.Local!.Path!)}' has the same name and no thing of the tenant.";
    }

    /// <summary>The reason for which a thing must not be deleted now; null when there is none. Reads the tenant again.</summary>
    public static async Task<string?> FindUseAsync(
        ConfigurationWorkspace workspace, MemberChange change, CancellationToken cancellationToken)
    {
        string id = change.Remote!.Id!;
        switch (change.Kind)
        {
            case ConfigurationKind.Blueprint:
                Blueprint blueprint = await workspace.Client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false);
                return blueprint.ComputersCount == 0
                    ? null
                    : blueprint.ComputersCount is { } count ? $"It has {count} devices."
                        : "The service does not say how many devices it has.";
            case ConfigurationKind.Tag:
                var query = new DeviceQuery { TagId = id };
                await foreach (Device device in workspace.Client.Devices.ListAsync(query, cancellationToken).ConfigureAwait(false))
                {
                    // A filter that the service does not know would let every device pass for one that has the tag.
                    if (device.Tags?.Contains(change.Remote.Name) != false)
                        return $"The device {device.SerialNumber ?? device.DeviceId} has it.";
                }
                return null;
            default:
                return null;
        }
    }

    private async Task ChooseAsync(MemberChange[] gone, CancellationToken cancellationToken)
    {
        foreach (MemberChange change in gone)
        {
            if ((FindTwin(workspace, change, created.Contains) ?? FindReference(change, cancellationToken)) is { } file)
                _refusals.Add(Refuse(change, file));
            else if (await FindUseAsync(change, cancellationToken).ConfigureAwait(false) is { } refusal)
                _refusals.Add(refusal);
            else
                _steps.Add(new ConfigurationStep(ConfigurationStepType.Delete, [change]));
        }
    }

    // A file that names a thing wants it to be there. That file may be of a kind that was not asked for.
    private string? FindReference(MemberChange change, CancellationToken cancellationToken)
    {
        _files ??= workspace.Repository.Read(ConfigurationKinds.Comparable, cancellationToken);
        ConfigurationMember? other = _files.Members.FirstOrDefault(member => member.Schema.Keys.Any(key => Names(member, key, change)));
        return other is null ? null : $"The file '{workspace.Repository.Relative(other.Path!)}' names it.";
    }

    private bool Names(ConfigurationMember member, InfoKey key, MemberChange change)
    {
        string id = change.Remote!.Id!;
        bool IsIt(IReadOnlyList<string> ids) => ids.Contains(id, StringComparer.OrdinalIgnoreCase);
        return (key.Type, change.Kind) switch
        {
            (InfoKeyType.Blueprint, ConfigurationKind.Blueprint) =>
                member.Values.TryGetValue(key.Name, out object? value) && value is ConfigurationReference blueprint
                    && IsIt(workspace.Names.BlueprintIds(blueprint)),
            (InfoKeyType.Blueprints, ConfigurationKind.Blueprint) =>
                member.References(key.Name)?.Any(reference => IsIt(workspace.Names.BlueprintIds(reference))) == true,
            (InfoKeyType.LibraryItems, not ConfigurationKind.Blueprint) =>
                member.References(key.Name)?.Any(reference => IsIt(workspace.Names.LibraryItemIds(reference))) == true,
            _ => false,
        };
    }

    private async Task<ConfigurationProblem?> FindUseAsync(MemberChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await FindUseAsync(workspace, change, cancellationToken).ConfigureAwait(false) is { } use
                ? Refuse(change, $"It is in use. {use}")
                : null;
        }
        catch (KandjiApiException e)
            when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable or KandjiErrorKind.Closed))
        {
            return Refuse(change, $"Whether it is in use could not be read. {e.Message}") with { Cause = e };
        }
    }

    /// <summary>The error about a thing that is not deleted.</summary>
    public static ConfigurationProblem Refuse(MemberChange change, string reason) => new($"{change.Remote} is not deleted. {reason}")
    {
        ErrorId = "KandjiPruneRefused", Kind = change.Kind, Name = change.Name, Id = change.Remote!.Id,
    };

    private void Refuse(MemberSchema schema, MemberChange? change, string reason)
    {
        string plural = ConfigurationKinds.Plural(schema.Kind);
        _refusals.Add(new ConfigurationProblem($"{plural.Substring(0, 1).ToUpperInvariant()}{plural.Substring(1)} {reason}.")
        {
            ErrorId = "KandjiPruneRefused", Kind = schema.Kind, Name = change?.Name, Id = change?.Remote?.Id,
        });
    }
}
