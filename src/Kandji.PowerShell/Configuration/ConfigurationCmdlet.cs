using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Configuration;

/// <summary>The base of the commands that work with a tenant and a repository of its configuration: reads both, and writes files.</summary>
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "with -Kind Tag")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories),
    When = "with -Kind SelfServiceCategory, and for the categories of scripts and apps")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts),
    When = "with -Kind CustomScript, and for the items of blueprints")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomScript), When = "where the list lacks the scripts' text")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomProfiles),
    When = "with -Kind CustomProfile, and for the items of blueprints")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomProfile), When = "where the list lacks the profiles' text")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps),
    When = "with -Kind CustomApp, and for the items of blueprints")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps),
    When = "with -Kind InHouseApp, and for the items of blueprints")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), nameof(BlueprintOperations.ListLibraryItems),
    When = "with -Kind Blueprint, and for files that name blueprints")]
[KandjiOperation(typeof(BlueprintRoutingOperations), nameof(BlueprintRoutingOperations.Get), When = "with -Kind BlueprintRouting")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List), When = "with -Kind AdeIntegration")]
public abstract class ConfigurationCmdlet : KandjiCmdlet
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private JobObserver? _observer;

    /// <summary>The folder of the repository, or one in it. Wildcards are taken literally.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("repository", Values = "a folder")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// The kinds: Tag, SelfServiceCategory, CustomScript (Script), CustomProfile (Profile), CustomApp (App), InHouseApp, Blueprint,
    /// BlueprintRouting, AdeIntegration. Without it all of them.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Tag", "SelfServiceCategory", "CustomScript", "CustomProfile", "CustomApp", "InHouseApp", "Blueprint", "BlueprintRouting",
        "AdeIntegration", "Script", "Profile", "App")]
    [ValidateNotNullOrEmpty]
    public string[]? Kind { get; set; }

    /// <summary>The names of the things. Without it all of them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected sealed override bool IsForOneTenant => true;

    /// <summary>The observer that is told of the job's requests.</summary>
    private protected JobObserver Observer => _observer ??= new JobObserver(Client.Observer!);

    /// <summary>The folder that -Path names.</summary>
    private protected string Folder => FilePath.Resolve(SessionState, Path);

    /// <summary>Reads the repository and the tenant, and tells what could not be read or compared.</summary>
    /// <param name="folder">A folder of the repository.</param>
    /// <param name="mode">Which tenant it is to be.</param>
    /// <param name="isWritten">
    /// Indicates whether files are going to be written, so that no other program writes them until the workspace is disposed of.
    /// </param>
    /// <exception cref="TerminatingException">
    /// There is no repository, it is of another tenant, or another program is writing to it.
    /// </exception>
    private protected ConfigurationWorkspace Open(string folder, RepositoryMode mode, bool isWritten)
    {
        WildcardFilter? filter = WildcardFilter.Create(Name);
        var scope = new ConfigurationScope(
            Kind is null ? ConfigurationKinds.Comparable : Kind.Select(ConfigurationKinds.Parse).Distinct().ToArray(),
            filter is null ? null : filter.Matches);
        KandjiClient client = Client.ObservedBy(Observer);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        var progress = new FanOutProgress(FanOutHost, $"Reading {ConnectedSession.Tenant}", reading.Token);
        try
        {
            Observer.Ended = () => Post(() => progress.Count(succeeded: true));
            ConfigurationWorkspace workspace = Whole(() => Await(Task.Run(
                () => isWritten
                    ? ConfigurationWorkspace.OpenForWritingAsync(folder, client, scope, mode, ConnectedSession.Clock, StopToken)
                    : ConfigurationWorkspace.OpenAsync(folder, client, scope, mode, StopToken),
                StopToken)));
            try
            {
                progress.Complete();
                TellProblems(workspace);
                TellMissing(workspace, filter);
                return workspace;
            }
            catch
            {
                workspace.Dispose();
                throw;
            }
        }
        finally
        {
            Observer.Ended = null;
            reading.Cancel();
        }
    }

    /// <summary>Writes files as an export does.</summary>
    /// <param name="workspace">The repository and the tenant.</param>
    /// <param name="options">How it is written.</param>
    private protected void Write(ConfigurationWorkspace workspace, ConfigurationExportOptions options)
    {
        var export = new ConfigurationExport(workspace, options);
        foreach (ConfigurationFileResult left in export.Left)
            WriteObject(left);
        bool deletes = AskAboutFiles(export.Steps, options.Force);
        using var carrying = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        FanOutProgress progress = Progress("Writing files", export.Steps.Count, carrying.Token);
        foreach (ConfigurationStep step in export.Steps.Where(step => deletes || step.Type != ConfigurationStepType.DeleteFiles))
        {
            progress.Count(Guard(step.Target, About(step), () =>
            {
                if (!ShouldProcess(step.Target, step.Action, StepDetails.Of(step, workspace)))
                    return;
                foreach (ConfigurationFileResult result in AwaitWork(token => Task.Run(() => export.ApplyAsync(step, token), token)))
                    WriteObject(result);
            }));
        }
        progress.Complete();
        if (options.Installer)
            Download(export, workspace);
        if (!IsWhatIf)
            Whole(() => AwaitWork(token => Finish(export.FinishAsync(token))));
        carrying.Cancel();
    }

    /// <summary>Makes an error of a thing that cannot be used, and goes on.</summary>
    private protected void WriteProblem(ConfigurationProblem problem)
    {
        // A repository that is read twice in one command has the same problems twice.
        if (_told.Add(problem.ToString()))
            WriteFailure(ErrorRecords.Create(problem));
    }

    /// <summary>Does what the whole command depends on.</summary>
    /// <exception cref="TerminatingException">The repository cannot be used.</exception>
    private protected static T Whole<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is ConfigurationFileException or IOException or UnauthorizedAccessException)
        {
            throw new TerminatingException(ErrorRecords.Create(e, null)!);
        }
    }

    /// <summary>A task with a result, for what waits for one.</summary>
    private protected static async Task<bool> Finish(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    /// <summary>The progress of a number of steps.</summary>
    private protected FanOutProgress Progress(string activity, int total, CancellationToken stop) =>
        new(FanOutHost, activity, stop) { Total = total };

    /// <summary>The words with which an error about a step begins.</summary>
    private protected static string About(ConfigurationStep step) => DisplayText.Sanitize(step.Target);

    /// <summary>Things by kind and name, each on a line of its own, after a question.</summary>
    private protected static string Names(IEnumerable<ConfigurationStep> steps) =>
        string.Concat(steps.Select(step => "\n  " + DisplayText.Sanitize(step.Target)));

    /// <summary>How many things of what could not be read or compared there are.</summary>
    private protected static int CountUnknown(ConfigurationWorkspace workspace) => workspace.Problems.Count + workspace.Unknown.Count();

    private bool AskAboutFiles(IReadOnlyList<ConfigurationStep> steps, bool force)
    {
        List<ConfigurationStep> deleted = steps.Where(step => step.Type == ConfigurationStepType.DeleteFiles).ToList();
        if (deleted.Count == 0)
            return true;
        Confirmation confirmation = ConfirmWith(force);
        return confirmation.AskAboutAll(new BulkChange(
            confirmation, "Delete the files of", "things", deleted.Select(step => step.Kind.ToString()).ToArray(), Names(deleted)));
    }

    private void Download(ConfigurationExport export, ConfigurationWorkspace workspace)
    {
        if (!ShouldProcess(workspace.Repository.PayloadFolder, "Download the installers that are not there"))
            return;
        using var loading = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        FanOutProgress progress = Progress("Downloading installers", 0, loading.Token);
        var reported = new Reported((_, all) => Post(() =>
        {
            progress.Total = all;
            progress.Count(succeeded: true);
        }));
        (IReadOnlyList<ConfigurationFileResult> results, IReadOnlyList<ConfigurationProblem> problems) =
            AwaitWork(token => Task.Run(() => export.DownloadAsync(reported, token), token));
        progress.Complete();
        loading.Cancel();
        foreach (ConfigurationFileResult result in results)
            WriteObject(result);
        foreach (ConfigurationProblem problem in problems)
            WriteProblem(problem);
    }

    private void TellProblems(ConfigurationWorkspace workspace)
    {
        foreach ((ConfigurationKind kind, KandjiApiException failure) in workspace.Unknown.Select(pair => (pair.Key, pair.Value)))
        {
            ErrorRecord record = ErrorRecords.Create(failure, kind)!;
            record.ErrorDetails = new ErrorDetails(
                $"The {ConfigurationKinds.Plural(kind)} could not be read in {ConnectedSession.Tenant}, and nothing is said or done about "
                    + $"them. {failure.Message}");
            if (_told.Add(record.ErrorDetails.Message))
                WriteFailure(record);
        }
        foreach (ConfigurationProblem problem in workspace.Problems.Where(problem => !problem.StopsImport))
            WriteProblem(problem);
    }

    private void TellMissing(ConfigurationWorkspace workspace, WildcardFilter? filter)
    {
        if (filter is null)
            return;
        string[] known = workspace.Contents.Members.Concat(workspace.Tenant.Members)
            .Where(member => workspace.Scope.Kinds.Contains(member.Kind)).Select(member => member.Name).Distinct().ToArray();
        WriteMissing(
            filter.Literals.Where(name => !known.Contains(name, QuoteInsensitiveComparer.Comparer)),
            "Nothing in the files or in the tenant is named", known: known);
    }

    /// <summary>Takes reports on the thread that makes them, in their order.</summary>
    private sealed class Reported(Action<int, int> report) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => report(value.Done, value.All);
    }
}
