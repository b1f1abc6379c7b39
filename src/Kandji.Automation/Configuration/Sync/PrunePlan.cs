using Kandji.Automation.Configuration.Files;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>Chooses what of a tenant is deleted because the files do not have it, and refuses where that looks like an accident.</summary>
/// <param name="workspace">The repository and the tenant.</param>
/// <param name="maxPrune">How many things of a kind may be deleted at most where that is much of it; null for none.</param>
internal sealed class PrunePlan(ConfigurationWorkspace workspace, int? maxPrune)
{
    private const int AlwaysAllowed = 3;
    private const int AllowedShare = 5;

    private readonly List<ConfigurationStep> _steps = [];
    private readonly List<ConfigurationProblem> _refusals = [];

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
            else if (workspace.Contents.IsIncomplete(schema.Kind))
                Refuse(schema, null, "could not all be read from the files, and nothing of them is deleted");
            else if (gone.Length > AlwaysAllowed && gone.Length * AllowedShare > all && !(gone.Length <= maxPrune))
                Refuse(schema, null,
                    $"would lose {gone.Length} of {all}. If that is meant, use -MaxPrune {gone.Length}. Nothing of them is deleted");
            else
                await ChooseAsync(gone, cancellationToken).ConfigureAwait(false);
        }
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
            if (await FindUseAsync(workspace, change, cancellationToken).ConfigureAwait(false) is { } use)
            {
                _refusals.Add(new ConfigurationProblem($"{change.Remote} is in use, and is not deleted. {use}")
                {
                    ErrorId = "KandjiPruneRefused", Kind = change.Kind, Name = change.Name, Id = change.Remote!.Id,
                });
                continue;
            }
            _steps.Add(new ConfigurationStep(ConfigurationStepType.Delete, [change]));
        }
    }

    private void Refuse(MemberSchema schema, MemberChange? change, string reason)
    {
        string plural = ConfigurationKinds.Plural(schema.Kind);
        _refusals.Add(new ConfigurationProblem($"{plural.Substring(0, 1).ToUpperInvariant()}{plural.Substring(1)} {reason}.")
        {
            ErrorId = "KandjiPruneRefused", Kind = schema.Kind, Name = change?.Name, Id = change?.Remote?.Id,
        });
    }
}
