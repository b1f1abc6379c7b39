using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Files;
using Kandji.Client.Http;
using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>
/// Sends the files of a repository to a tenant. After each thing its file says what the tenant has now, so that a run that is ended at any
/// point leaves both in step, and the next one goes on. Nothing is created twice: an intent is on the disk before each creation.
/// </summary>
internal sealed class ConfigurationImport
{
    private readonly ConfigurationWorkspace _workspace;
    private readonly TimeProvider _clock;
    private readonly MemberSender _sender;
    private readonly MemberWriter _writer;
    private readonly MemberHash _hash;
    private readonly Dictionary<string, string> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _blueprintItems;
    private bool _hasFailed;

    private ConfigurationImport(ConfigurationWorkspace workspace, TimeProvider clock)
    {
        _workspace = workspace;
        _clock = clock;
        _sender = new MemberSender(workspace);
        _writer = new MemberWriter(workspace.Repository, workspace.Names, includeCode: false);
        _hash = new MemberHash(workspace.Names);
        _blueprintItems = workspace.Tenant.BlueprintItems.ToDictionary(
            pair => pair.Key, pair => new HashSet<string>(pair.Value, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The things that were changed on both sides. While there are any, nothing is to be sent.</summary>
    public IReadOnlyList<MemberChange> Conflicts { get; private set; } = [];

    /// <summary>The problems for which nothing at all is to be sent.</summary>
    public IReadOnlyList<ConfigurationProblem> Stopping { get; private set; } = [];

    /// <summary>The steps that are not sent, with the reason: the service would refuse them, or they look like an accident.</summary>
    public IReadOnlyList<ConfigurationProblem> Refusals { get; private set; } = [];

    /// <summary>The steps, in the order in which they are carried out: what others refer to first, deletions last.</summary>
    public IReadOnlyList<ConfigurationStep> Steps { get; private set; } = [];

    /// <summary>The things that are left as they are, with the reason.</summary>
    public IReadOnlyList<ConfigurationFileResult> Left { get; private set; } = [];

    /// <summary>The files that were written, below the root, with slashes: they are to be committed.</summary>
    public IReadOnlyCollection<string> Written => _writer.Written.Distinct().ToArray();

    /// <summary>Plans an import. Nothing is sent or written yet.</summary>
    /// <param name="workspace">The repository and the tenant.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    public static async Task<ConfigurationImport> PlanAsync(
        ConfigurationWorkspace workspace, ConfigurationImportOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var import = new ConfigurationImport(workspace, clock);
        await import.PlanAsync(options, cancellationToken).ConfigureAwait(false);
        return import;
    }

    /// <summary>Carries out one step.</summary>
    /// <exception cref="KandjiApiException">The service refused, or nobody knows what became of the request.</exception>
    /// <exception cref="ConfigurationFileException">A file cannot be read or written.</exception>
    public async Task<ConfigurationFileResult> ApplyAsync(ConfigurationStep step, CancellationToken cancellationToken)
    {
        _workspace.RequireWriting();
        bool isDone = false;
        try
        {
            ConfigurationFileResult result = step.Type switch
            {
                ConfigurationStepType.WriteBack => await AdoptAsync(step.Change, cancellationToken).ConfigureAwait(false),
                ConfigurationStepType.Create => await CreateAsync(step.Change, cancellationToken).ConfigureAwait(false),
                ConfigurationStepType.Update => await UpdateAsync(step.Change, cancellationToken).ConfigureAwait(false),
                ConfigurationStepType.Assign => await AssignAsync(step.Change, cancellationToken).ConfigureAwait(false),
                _ => await DeleteAsync(step.Change, cancellationToken).ConfigureAwait(false),
            };
            isDone = true;
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InfoSyntaxException)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(e.Message)
            {
                Kind = step.Kind, Name = step.Change.Name, Id = step.Change.Remote?.Id, Path = step.Change.Local?.Path, Cause = e,
            });
        }
        finally
        {
            _hasFailed |= !isDone;
        }
    }

    /// <summary>Notes what both sides have now. Called once, after the last step.</summary>
    /// <param name="isWhole">Indicates whether no step was left out.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task FinishAsync(bool isWhole, CancellationToken cancellationToken)
    {
        if (_workspace.Names.IsCopy)
            return;
        RepositoryState state = _workspace.Repository.State;
        state.Tenant ??= _workspace.Client.Identity.Host;
        foreach (MemberPair pair in _workspace.Same.Where(pair => !pair.NeedsWriteBack))
        {
            state.Set(new StateEntry(
                pair.Local.Kind, pair.Remote.Id ?? pair.Local.Kind.ToString(), pair.Local.Name,
                _workspace.Repository.Relative(pair.Local.Path!), _hash.Compute(pair.Remote)));
        }
        await state.SaveAsync(cancellationToken).ConfigureAwait(false);
        await RepositoryFiles.IgnoreWorkFilesAsync(_workspace.Repository.Root, cancellationToken).ConfigureAwait(false);
        if (isWhole && !_hasFailed)
            await _workspace.Repository.Intents.CloseAllAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanAsync(ConfigurationImportOptions options, CancellationToken cancellationToken)
    {
        Stopping = _workspace.Problems.Where(problem => problem.StopsImport).ToList();
        bool takesConflicts = options.Force || options.OnConflict == ConflictPolicy.Local;
        Conflicts = options.OnConflict is null && !options.Force
            ? _workspace.Changes.Where(change => change.Change == ConfigurationFileChange.Conflict && change.IsSendable).ToList()
            : [];
        var steps = new List<ConfigurationStep>();
        var left = new List<ConfigurationFileResult>();
        var sent = new List<MemberChange>();
        foreach (MemberChange change in _workspace.Changes)
        {
            if (ReasonToLeave(change, options, takesConflicts) is { } reason)
            {
                // A conflict that is left is one afterwards: a hash in the file would make the tenant's side the newer one.
                if (IsAdoption(change) && change.Change != ConfigurationFileChange.Conflict)
                    steps.Add(new ConfigurationStep(ConfigurationStepType.WriteBack, [change]));
                left.Add(Result(change, ConfigurationOutcome.Left, reason));
                continue;
            }
            if (change.Local is not null)
                sent.Add(change);
        }
        List<ConfigurationProblem> refusals = await RefuseAsync(sent, cancellationToken).ConfigureAwait(false);
        steps.AddRange(sent.SelectMany(StepsFor));
        steps.AddRange(_workspace.Same.Where(pair => pair.NeedsWriteBack).Select(pair => new ConfigurationStep(
            ConfigurationStepType.WriteBack, [new MemberChange(ConfigurationFileChange.UpdatedLocal, pair.Local, pair.Remote)])));
        Steps = steps.OrderBy(Order).ToList();
        if (options.Prune)
        {
            var prune = new PrunePlan(
                _workspace, [.. steps.Where(step => step.Type == ConfigurationStepType.Create).Select(step => step.Change)],
                options.MaxPrune);
            await prune.PlanAsync(cancellationToken).ConfigureAwait(false);
            Steps = [.. Steps, .. prune.Steps];
            refusals.AddRange(prune.Refusals);
            HashSet<MemberChange?> pruned = [.. prune.Steps.Select(step => step.Change)];
            left.RemoveAll(result => pruned.Any(change => change!.Kind == result.Kind && change.Remote!.Id == result.Id));
        }
        Left = left;
        Refusals = refusals;
    }

    // Takes out what the service would refuse, and then what refers to something that is not created because of that.
    private async Task<List<ConfigurationProblem>> RefuseAsync(List<MemberChange> sent, CancellationToken cancellationToken)
    {
        var rules = new LocalRules(_workspace);
        var refusals = new List<ConfigurationProblem>();
        int before;
        do
        {
            before = refusals.Count;
            HashSet<(ConfigurationKind, string)> created =
                [.. sent.Where(change => change.Remote is null).Select(change => (change.Kind, change.Name))];
            foreach (MemberChange change in sent.ToArray())
            {
                if (await rules.CheckAsync(change, created, cancellationToken).ConfigureAwait(false) is not { } broken)
                    continue;
                refusals.Add(broken);
                sent.Remove(change);
            }
        }
        while (refusals.Count > before);
        return refusals;
    }

    private static string? ReasonToLeave(MemberChange change, ConfigurationImportOptions options, bool takesConflicts)
    {
        MemberSchema schema = MemberSchemas.For(change.Kind);
        if (change.Local is not null && (schema.IsRecorded || (change.Remote is null && !schema.CanCreate)))
            return "The API cannot write it. It is compared, and never sent.";
        switch (change.Change)
        {
            case ConfigurationFileChange.NewRemote or ConfigurationFileChange.RemovedLocal when !schema.CanCreate:
                return "The files do not have it. Export-KandjiConfiguration writes it.";
            case ConfigurationFileChange.NewRemote:
                return "The files do not have it. Export-KandjiConfiguration writes it, -Prune deletes it in the tenant.";
            case ConfigurationFileChange.RemovedLocal:
                return "Its files were deleted. -Prune deletes it in the tenant.";
            case ConfigurationFileChange.RemovedRemote when !options.Force:
                return "It was deleted in the tenant. -Force creates it again.";
            case ConfigurationFileChange.UpdatedRemote when !options.Force:
                return "It was changed in the tenant. Export-KandjiConfiguration writes that to the files, -Force puts it back.";
            case ConfigurationFileChange.Conflict when !takesConflicts:
                return "It was changed on both sides. -Force takes the files' side.";
        }
        if (!change.IsSendable)
            return "The API cannot write what is different. It is compared, and never sent.";
        return change.AreLineEndsOnly && !options.Force ? "Only the line ends are different. -Force sends it." : null;
    }

    private static IEnumerable<ConfigurationStep> StepsFor(MemberChange change)
    {
        ConfigurationMember local = change.Local!;
        bool isBlueprint = change.Kind == ConfigurationKind.Blueprint;
        if (change.Remote is null)
            yield return new ConfigurationStep(ConfigurationStepType.Create, [change]);
        else if (change.Properties.Any(property => !property.IsRecorded && !(isBlueprint && property.Key == "library_items")))
            yield return new ConfigurationStep(ConfigurationStepType.Update, [change]);
        bool isAssigned = isBlueprint
            ? change.Remote is null
                ? local.References("library_items") is { Count: > 0 }
                : change.Properties.Any(property => property.Key == "library_items")
            : change.Remote is null ? local.References("ensure_blueprints") is { Count: > 0 } : change.MissingBlueprints.Count > 0;
        if (isAssigned)
            yield return new ConfigurationStep(ConfigurationStepType.Assign, [change]);
    }

    // Tags, items, blueprints, assignments, defaults of enrollment. The sort is stable.
    private static int Order(ConfigurationStep step) => step.Type == ConfigurationStepType.WriteBack
        ? 0
        : step.Type == ConfigurationStepType.Assign ? 4 : step.Kind switch
        {
            ConfigurationKind.Tag => 1,
            ConfigurationKind.Blueprint => 3,
            ConfigurationKind.AdeIntegration => 5,
            _ => 2,
        };

    private async Task<ConfigurationFileResult> AdoptAsync(MemberChange change, CancellationToken cancellationToken)
    {
        await WriteBackAsync(change.Local!, change.Remote!, null, cancellationToken).ConfigureAwait(false);
        return Result(change, ConfigurationOutcome.Adopted);
    }

    private async Task<ConfigurationFileResult> CreateAsync(MemberChange change, CancellationToken cancellationToken)
    {
        ConfigurationMember local = change.Local!;
        WriteIntent intent = Intent(local, null, []);
        if (!_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.OpenAsync(intent, cancellationToken).ConfigureAwait(false);
        KandjiObject answer = await SendAsync(intent, () => _sender.CreateAsync(local, cancellationToken)).ConfigureAwait(false);
        ConfigurationMember remote = TenantMembers.From(answer);
        if (remote.Id is null)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(
                "It was created, and the service's list does not have it yet. Run the command again later: then its file gets its id.")
            {
                ErrorId = "KandjiOutcomeUnknown", Kind = local.Kind, Name = local.Name, Path = local.Path,
            });
        }
        _created[Key(local)] = remote.Id;
        if (local.Kind == ConfigurationKind.Blueprint)
        {
            _workspace.Names.Blueprints.Add(remote.Id, local.Name);
            _workspace.Names.FileBlueprints.Add(remote.Id, local.Name);
            _blueprintItems[remote.Id] = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        }
        else if (local.Kind != ConfigurationKind.Tag)
        {
            _workspace.Names.LibraryItems.Add(remote.Id, local.Name);
            _workspace.Names.FileLibraryItems.Add(remote.Id, local.Name);
        }
        // A change that was sent is noted, even when nobody waits any longer.
        await WriteBackAsync(local, remote, WithoutItems(local, remote), CancellationToken.None).ConfigureAwait(false);
        if (!_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.CloseAsync(intent, CancellationToken.None).ConfigureAwait(false);
        return Result(change, ConfigurationOutcome.Created, null, remote.Id);
    }

    private async Task<ConfigurationFileResult> UpdateAsync(MemberChange change, CancellationToken cancellationToken)
    {
        ConfigurationMember local = change.Local!, remote = change.Remote!;
        bool isAssignedToo = change.Properties.Any(property => property.Key == "library_items");
        // The settings of a blueprint go first, its items later: in between the tenant has what neither side was.
        ConfigurationMember between = isAssignedToo ? WithItems(local, remote.Id!) : local;
        WriteIntent intent = Intent(local, remote.Id, [_hash.Compute(MemberMerge.WithId(between, remote.Id))]);
        if (isAssignedToo && !_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.OpenAsync(intent, cancellationToken).ConfigureAwait(false);
        KandjiObject answer = await SendAsync(intent, () => _sender.UpdateAsync(change, cancellationToken)).ConfigureAwait(false);
        AddRenamed(local, remote);
        ConfigurationMember now = TenantMembers.From(answer);
        await WriteBackAsync(local, now.Id is null ? remote : now, between, CancellationToken.None).ConfigureAwait(false);
        if (isAssignedToo && !_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.CloseAsync(intent, CancellationToken.None).ConfigureAwait(false);
        return Result(change, ConfigurationOutcome.Updated);
    }

    // A refused change was not carried out, and nothing is left to find out about it.
    private async Task<KandjiObject> SendAsync(WriteIntent intent, Func<Task<KandjiObject>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            || (e is KandjiApiException failure && failure.Kind != KandjiErrorKind.OutcomeUnknown))
        {
            if (!_workspace.Names.IsCopy)
                await _workspace.Repository.Intents.CloseAsync(intent, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private Task<ConfigurationFileResult> AssignAsync(MemberChange change, CancellationToken cancellationToken) =>
        change.Kind == ConfigurationKind.Blueprint
            ? AssignItemsAsync(change, cancellationToken)
            : EnsureBlueprintsAsync(change, cancellationToken);

    // The file of a blueprint names all its items.
    private async Task<ConfigurationFileResult> AssignItemsAsync(MemberChange change, CancellationToken cancellationToken)
    {
        ConfigurationMember local = change.Local!;
        string id = GetId(change);
        HashSet<string> items = _blueprintItems[id];
        // An item may be in several nodes of an assignment map.
        ILookup<string, string?> wanted = (local.References("library_items") ?? [])
            .ToLookup(item => ItemId(local, item), item => item.Node, StringComparer.OrdinalIgnoreCase);
        List<string> added = wanted.Select(item => item.Key).Where(item => !items.Contains(item)).ToList();
        List<string> removed = items.Where(item => !wanted.Contains(item)).ToList();
        ConfigurationMember remote = change.Remote ?? MemberMerge.WithId(local, id);
        WriteIntent intent = Intent(local, id, HashesOnTheWay(local, id, items, added, removed));
        if (!_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.OpenAsync(intent, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (string item in added)
            {
                foreach (string? node in wanted[item].Distinct())
                {
                    await _workspace.Client.Blueprints.AssignLibraryItemAsync(id, item, node, cancellationToken).ConfigureAwait(false);
                    items.Add(item);
                }
            }
            foreach (string item in removed)
            {
                await _workspace.Client.Blueprints.RemoveLibraryItemAsync(id, item, null, cancellationToken).ConfigureAwait(false);
                items.Remove(item);
            }
        }
        catch (KandjiApiException e) when (e.Kind != KandjiErrorKind.OutcomeUnknown)
        {
            // The items assigned before it stay, and the file says so.
            await WriteBackAsync(local, remote, WithItems(local, id), CancellationToken.None).ConfigureAwait(false);
            if (!_workspace.Names.IsCopy)
                await _workspace.Repository.Intents.CloseAsync(intent, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        await WriteBackAsync(local, remote, WithItems(local, id), cancellationToken).ConfigureAwait(false);
        if (!_workspace.Names.IsCopy)
            await _workspace.Repository.Intents.CloseAsync(intent, cancellationToken).ConfigureAwait(false);
        return Result(change, ConfigurationOutcome.Updated, null, id);
    }

    // The file of an item names some blueprints that are to have it.
    private async Task<ConfigurationFileResult> EnsureBlueprintsAsync(MemberChange change, CancellationToken cancellationToken)
    {
        string item = GetId(change);
        foreach (ConfigurationReference wanted in change.Local!.References("ensure_blueprints") ?? [])
        {
            IReadOnlyList<string> ids = _workspace.Names.BlueprintIds(wanted);
            if (ids.Count != 1)
                throw Unresolved(change.Local, "blueprint", wanted);
            if (!_blueprintItems.TryGetValue(ids[0], out HashSet<string>? items) || items.Contains(item))
                continue;
            await _workspace.Client.Blueprints.AssignLibraryItemAsync(ids[0], item, wanted.Node, cancellationToken).ConfigureAwait(false);
            items.Add(item);
        }
        if (IsAdoption(change))
            await WriteBackAsync(change.Local!, change.Remote!, null, cancellationToken).ConfigureAwait(false);
        return Result(change, ConfigurationOutcome.Updated, null, item);
    }

    private async Task<ConfigurationFileResult> DeleteAsync(MemberChange change, CancellationToken cancellationToken)
    {
        if (PrunePlan.FindTwin(_workspace, change, twin => _created.ContainsKey(Key(twin.Local!))) is { } file)
            throw new ConfigurationFileException(PrunePlan.Refuse(change, file));
        // Once more, right before: a device may have come since the question was asked.
        if (await PrunePlan.FindUseAsync(_workspace, change, cancellationToken).ConfigureAwait(false) is { } use)
        {
            throw new ConfigurationFileException(new ConfigurationProblem($"{change.Remote} is in use now, and was not deleted. {use}")
            {
                ErrorId = "KandjiPruneRefused", Kind = change.Kind, Name = change.Name, Id = change.Remote!.Id,
            });
        }
        await _sender.DeleteAsync(change.Remote!, cancellationToken).ConfigureAwait(false);
        _workspace.Repository.State.Remove(change.Kind, change.Remote!.Id!);
        return Result(change, ConfigurationOutcome.Deleted);
    }

    // Writes what the tenant has now: the content of the file unless more is going to be sent.
    private Task WriteBackAsync(
        ConfigurationMember local, ConfigurationMember remote, ConfigurationMember? content, CancellationToken cancellationToken) =>
        _workspace.Names.IsCopy
            ? Task.CompletedTask
            : _writer.WriteBackAsync(local, remote, _hash.Compute(MemberMerge.WithId(content ?? local, remote.Id)), cancellationToken);

    private IReadOnlyList<string> HashesOnTheWay(
        ConfigurationMember local, string id, IEnumerable<string> items, List<string> added, List<string> removed)
    {
        var now = new HashSet<string>(items, StringComparer.OrdinalIgnoreCase);
        var steps = new List<string> { Hash() };
        foreach (string item in added)
        {
            now.Add(item);
            steps.Add(Hash());
        }
        foreach (string item in removed)
        {
            now.Remove(item);
            steps.Add(Hash());
        }
        return steps;

        string Hash() => _hash.Compute(MemberMerge.WithId(MemberMerge.WithItems(local, now), id));
    }

    private ConfigurationMember WithItems(ConfigurationMember local, string id) =>
        local.Values.ContainsKey("library_items") && _blueprintItems.TryGetValue(id, out HashSet<string>? items)
            ? MemberMerge.WithItems(local, items)
            : local;

    private ConfigurationMember WithoutItems(ConfigurationMember local, ConfigurationMember remote) =>
        local.Kind == ConfigurationKind.Blueprint ? WithItems(local, remote.Id!) : local;

    private void AddRenamed(ConfigurationMember local, ConfigurationMember remote)
    {
        if (local.Kind == ConfigurationKind.Blueprint)
            _workspace.Names.Blueprints.Add(remote.Id, local.Name);
        else if (local.Kind is ConfigurationKind.CustomScript or ConfigurationKind.CustomProfile or ConfigurationKind.CustomApp
            or ConfigurationKind.InHouseApp)
            _workspace.Names.LibraryItems.Add(remote.Id, local.Name);
    }

    private string GetId(MemberChange change) => change.Remote?.Id
        ?? (_created.TryGetValue(Key(change.Local!), out string? id)
            ? id
            : throw new ConfigurationFileException(new ConfigurationProblem(
                $"{change.Local} was not created, so that nothing is assigned.")
            {
                Kind = change.Kind, Name = change.Name, Path = change.Local!.Path,
            }));

    private string ItemId(ConfigurationMember local, ConfigurationReference item) =>
        _workspace.Names.LibraryItemIds(item) is { Count: 1 } ids ? ids[0] : throw Unresolved(local, "library item", item);

    private static ConfigurationFileException Unresolved(ConfigurationMember local, string what, ConfigurationReference reference) => new(
        new ConfigurationProblem($"There is no {what}, or more than one, named '{reference.Shown}'.")
        {
            Kind = local.Kind, Name = local.Name, Id = local.Id, Path = local.Path,
        });

    private WriteIntent Intent(ConfigurationMember local, string? id, IReadOnlyList<string> steps) => new(
        local.Kind, id, local.Name, _workspace.Repository.Relative(local.Path!), _hash.Compute(local), steps,
        ConfigurationTime.Format(_clock.GetUtcNow().UtcDateTime)!);

    private static bool IsAdoption(MemberChange change) =>
        change.Local is { } local && change.Remote is { } remote && local.Id != remote.Id;

    private static string Key(ConfigurationMember local) => local.Path + "#" + local.Files!.Index;

    private ConfigurationFileResult Result(MemberChange change, ConfigurationOutcome outcome, string? reason = null, string? id = null) =>
        new()
    {
        Kind = change.Kind, Name = change.Name, Id = id ?? (change.Remote ?? change.Local)!.Id, Outcome = outcome,
        Change = outcome == ConfigurationOutcome.Adopted ? null : change.Change,
        Property = [.. change.Properties.Select(property => property.Name)], Path = change.Local?.Path, Reason = reason,
        Tenant = _workspace.Client.Identity.Name,
    };
}
