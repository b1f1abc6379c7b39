using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>
/// Writes a tenant's configuration to files. Files that did not change are not touched; files that were edited are left and reported,
/// unless the tenant's side was asked for.
/// </summary>
internal sealed class ConfigurationExport
{
    private const string Attributes =
        "# Profiles are compared byte for byte; scripts run on macOS.\n"
            + "*.mobileconfig -text\nscripts/** text eol=lf\napps/** text eol=lf\n";

    private readonly ConfigurationWorkspace _workspace;
    private readonly ConfigurationExportOptions _options;
    private readonly MemberWriter _writer;

    /// <summary>Plans an export. Nothing is written yet.</summary>
    /// <param name="workspace">The repository and the tenant.</param>
    /// <param name="options">How it is written.</param>
    public ConfigurationExport(ConfigurationWorkspace workspace, ConfigurationExportOptions options)
    {
        _workspace = workspace;
        _options = options;
        _writer = new MemberWriter(workspace.Repository, workspace.Names, options.IncludeEnrollmentCode);
        var steps = new List<ConfigurationStep>();
        var left = new List<ConfigurationFileResult>();
        foreach (MemberChange change in workspace.Changes)
        {
            if (StepFor(change) is { } type)
                steps.Add(new ConfigurationStep(type, [change]));
            else
                left.Add(Result(change, ConfigurationOutcome.Left, ReasonFor(change)));
        }
        steps.AddRange(workspace.Same.Where(pair => pair.NeedsWriteBack).Select(pair => new ConfigurationStep(
            ConfigurationStepType.WriteBack, [new MemberChange(ConfigurationFileChange.UpdatedRemote, pair.Local, pair.Remote)])));
        Steps = Combine(steps);
        Left = left;
    }

    /// <summary>The steps, in the order in which they are carried out.</summary>
    public IReadOnlyList<ConfigurationStep> Steps { get; }

    /// <summary>The things that are left as they are, with the reason.</summary>
    public IReadOnlyList<ConfigurationFileResult> Left { get; }

    /// <summary>The files that were written, below the root, with slashes.</summary>
    public IReadOnlyCollection<string> Written => _writer.Written;

    /// <summary>Carries out one step.</summary>
    /// <exception cref="ConfigurationFileException">A file cannot be written, or its format cannot hold a text.</exception>
    public async Task<IReadOnlyList<ConfigurationFileResult>> ApplyAsync(ConfigurationStep step, CancellationToken cancellationToken)
    {
        _workspace.RequireWriting();
        try
        {
            return await WriteAsync(step, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InfoSyntaxException)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(e.Message)
            {
                Kind = step.Kind, Name = step.Change.Name, Id = step.Change.Remote?.Id,
                Path = step.Change.Local?.Path ?? _workspace.Repository.GetFolder(MemberSchemas.For(step.Kind)), Cause = e,
            });
        }
    }

    /// <summary>Downloads the installers that are not there yet, several at once.</summary>
    /// <param name="progress">Is told of each that is there, from any thread.</param>
    /// <param name="cancellationToken">Ends the downloads under way.</param>
    /// <returns>What was downloaded, and the problems of what was not.</returns>
    public Task<(IReadOnlyList<ConfigurationFileResult> Results, IReadOnlyList<ConfigurationProblem> Problems)> DownloadAsync(
        IProgress<(int Done, int All)>? progress, CancellationToken cancellationToken) => _options.Installer
        ? new InstallerDownload(_workspace).RunAsync(progress, cancellationToken)
        : Task.FromResult<(IReadOnlyList<ConfigurationFileResult>, IReadOnlyList<ConfigurationProblem>)>(([], []));

    /// <summary>Notes what both sides have now. Called once, after the last step that was carried out.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _workspace.RequireWriting();
        MemberWriter.RemoveUnfinished(_workspace.Repository);
        ConfigurationRepository repository = _workspace.Repository;
        RepositoryState state = repository.State;
        state.Tenant ??= _workspace.Client.Identity.Host;
        var hash = new MemberHash(_workspace.Names);
        foreach (MemberPair pair in _workspace.Same.Where(pair => !pair.NeedsWriteBack))
        {
            state.Set(new StateEntry(
                pair.Local.Kind, pair.Remote.Id ?? pair.Local.Kind.ToString(), pair.Local.Name, repository.Relative(pair.Local.Path!),
                hash.Compute(pair.Remote)));
        }
        ForgetWhatIsGone(state);
        await state.SaveAsync(cancellationToken).ConfigureAwait(false);
        await RepositoryFiles.IgnoreWorkFilesAsync(repository.Root, cancellationToken).ConfigureAwait(false);
        string attributes = Path.Combine(repository.Root, ".gitattributes");
        if (!File.Exists(attributes))
            await RepositoryFiles.WriteAsync(attributes, Attributes, cancellationToken).ConfigureAwait(false);
    }

    private ConfigurationStepType? StepFor(MemberChange change) => change.Change switch
    {
        ConfigurationFileChange.NewRemote => ConfigurationStepType.CreateFiles,
        ConfigurationFileChange.UpdatedRemote => ConfigurationStepType.UpdateFiles,
        ConfigurationFileChange.UpdatedLocal when _options.Force && change.Properties.Count > 0 => ConfigurationStepType.UpdateFiles,
        ConfigurationFileChange.Conflict when _options.Force || _options.TakeConflicts => ConfigurationStepType.UpdateFiles,
        ConfigurationFileChange.RemovedLocal when _options.Force => ConfigurationStepType.CreateFiles,
        ConfigurationFileChange.RemovedRemote when _options.Prune && (_options.Force || IsUnedited(change)) =>
            ConfigurationStepType.DeleteFiles,
        _ => null,
    };

    private bool IsUnedited(MemberChange change) => new MemberHash(_workspace.Names).Matches(change.Local!.SyncHash!, change.Local);

    private string ReasonFor(MemberChange change) => change.Change switch
    {
        ConfigurationFileChange.NewLocal => "The tenant does not have it. Import-KandjiConfiguration creates it there.",
        ConfigurationFileChange.UpdatedLocal when !change.IsSendable =>
            "It was changed in the files, and the API cannot write it. -Force takes the tenant's side.",
        ConfigurationFileChange.UpdatedLocal when change.Properties.Count == 0 =>
            "The file wants it in blueprints that do not have it. Import-KandjiConfiguration assigns it there.",
        ConfigurationFileChange.UpdatedLocal =>
            "It was changed in the files. Import-KandjiConfiguration sends it, -Force takes the tenant's side.",
        ConfigurationFileChange.Conflict => "It was changed on both sides. -Force takes the tenant's side.",
        ConfigurationFileChange.RemovedLocal => "Its files were deleted. -Force writes them again.",
        _ when _options.Prune => "It was deleted in the tenant, and changed in the files since. -Force deletes the files.",
        _ => "It was deleted in the tenant. -Prune deletes the files.",
    };

    // Kinds that are one file are written in one step.
    private static List<ConfigurationStep> Combine(List<ConfigurationStep> steps)
    {
        var combined = new List<ConfigurationStep>();
        foreach (IGrouping<(ConfigurationStepType, ConfigurationKind), ConfigurationStep> same in
            steps.GroupBy(step => (step.Type, step.Kind)))
        {
            if (same.Key.Item1 == ConfigurationStepType.CreateFiles && !MemberSchemas.For(same.Key.Item2).HasFolders)
                combined.Add(new ConfigurationStep(same.Key.Item1, same.Select(step => step.Change).ToList()));
            else
                combined.AddRange(same);
        }
        // Things in one file are found there by its position: deletions come last, and from the end, and then what is added.
        return combined.OrderBy(step => step.Type switch
        {
            ConfigurationStepType.DeleteFiles => 1,
            ConfigurationStepType.CreateFiles when step.Change.Local is null && !MemberSchemas.For(step.Kind).HasFolders => 2,
            _ => 0,
        }).ToList();
    }

    private async Task<IReadOnlyList<ConfigurationFileResult>> WriteAsync(ConfigurationStep step, CancellationToken cancellationToken)
    {
        MemberChange change = step.Change;
        switch (step.Type)
        {
            case ConfigurationStepType.CreateFiles:
                MemberSchema schema = MemberSchemas.For(step.Kind);
                ConfigurationFormat format = _workspace.Repository.ChooseFormat(_options.Format);
                if (schema.HasFolders)
                {
                    string path = await _writer.CreateAsync(change.Remote!, format, cancellationToken).ConfigureAwait(false);
                    return [Result(change, ConfigurationOutcome.Written, null, path)];
                }
                await _writer.AddToFileAsync(schema, step.Changes.Select(one => one.Remote!).ToList(), format, cancellationToken)
                    .ConfigureAwait(false);
                return step.Changes.Select(
                    one => Result(one, ConfigurationOutcome.Written, null, _workspace.Repository.FindFile(schema))).ToList();
            case ConfigurationStepType.UpdateFiles:
                await _writer.UpdateAsync(
                    change.Local!, change.Remote!, change.Properties.Select(property => property.Key).ToList(), cancellationToken)
                    .ConfigureAwait(false);
                return [Result(change, ConfigurationOutcome.Written, null)];
            case ConfigurationStepType.DeleteFiles:
                await _writer.DeleteAsync(change.Local!, cancellationToken).ConfigureAwait(false);
                return [Result(change, ConfigurationOutcome.FilesDeleted, null)];
            default:
                await _writer.WriteBackAsync(change.Local!, change.Remote!, null, cancellationToken).ConfigureAwait(false);
                return [Result(change, ConfigurationOutcome.Adopted, null)];
        }
    }

    // A thing that neither side has any more was not deleted on one of them.
    private void ForgetWhatIsGone(RepositoryState state)
    {
        foreach (StateEntry entry in state.Entries.ToArray())
        {
            bool isKnown = _workspace.Scope.Kinds.Contains(entry.Kind) && !_workspace.Tenant.Unknown.ContainsKey(entry.Kind)
                && !_workspace.Contents.IsIncomplete(entry.Kind);
            if (isKnown && !_workspace.Tenant.Members.Any(member => member.Kind == entry.Kind && Describes(entry, member))
                && !_workspace.Contents.Members.Any(member => member.Kind == entry.Kind && Describes(entry, member)))
                state.Remove(entry.Kind, entry.Id);
        }

        static bool Describes(StateEntry entry, ConfigurationMember member) => member.Schema.IsSingle || member.Id == entry.Id;
    }

    private ConfigurationFileResult Result(MemberChange change, ConfigurationOutcome outcome, string? reason, string? path = null) => new()
    {
        Kind = change.Kind, Name = change.Name, Id = (change.Remote ?? change.Local)!.Id, Outcome = outcome,
        Change = outcome == ConfigurationOutcome.Adopted ? null : change.Change,
        Property = [.. change.Properties.Select(property => property.Name)], Path = path ?? change.Local?.Path, Reason = reason,
        Tenant = _workspace.Client.Identity.Name,
    };
}
