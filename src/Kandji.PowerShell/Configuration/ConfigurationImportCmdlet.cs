using System.Globalization;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Tags;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Configuration;

/// <summary>The base of the commands that send files of a repository to a tenant.</summary>
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.Create), nameof(TagOperations.Update), When = "to send tags")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateCustomScript), nameof(LibraryOperations.UpdateCustomScript),
    When = "to send scripts")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateCustomProfile), nameof(LibraryOperations.UpdateCustomProfile),
    When = "to send profiles")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateCustomApp), nameof(LibraryOperations.UpdateCustomApp),
    nameof(LibraryOperations.UploadCustomApp), nameof(LibraryOperations.GetCustomApp), When = "to send apps")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateInHouseApp), nameof(LibraryOperations.UpdateInHouseApp),
    nameof(LibraryOperations.UploadInHouseApp), nameof(LibraryOperations.GetInHouseAppUpload), nameof(LibraryOperations.GetInHouseApp),
    When = "to send in-house apps")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Create), nameof(BlueprintOperations.Update),
    nameof(BlueprintOperations.AssignLibraryItem), nameof(BlueprintOperations.RemoveLibraryItem), When = "to send blueprints")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Update), When = "to send the defaults of enrollment")]
public abstract class ConfigurationImportCmdlet : ConfigurationCmdlet
{
    /// <summary>Is not supported: what depends on the files is shown by Compare-KandjiConfiguration and by -WhatIf.</summary>
    [Parameter]
    public SwitchParameter AsPlan { get; set; }

    internal sealed override bool IsPlanning => AsPlan;

    private protected sealed override string NotPlannable =>
        "its files are the plan. Compare-KandjiConfiguration and -WhatIf show what would change";

    /// <summary>Sends files.</summary>
    /// <param name="workspace">The repository and the tenant.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="tellsLeft">Indicates whether what is left as it is, is part of the output.</param>
    /// <exception cref="TerminatingException">Nothing is sent, for reasons that were told.</exception>
    private protected void Send(ConfigurationWorkspace workspace, ConfigurationImportOptions options, bool tellsLeft)
    {
        ConfigurationImport import = Whole(() => Await(Task.Run(
            () => ConfigurationImport.PlanAsync(workspace, options, ConnectedSession.Clock, StopToken), StopToken)));
        RequireSendable(workspace, import);
        foreach (ConfigurationProblem refusal in import.Refusals)
            WriteProblem(refusal);
        if (tellsLeft)
        {
            foreach (ConfigurationFileResult left in import.Left)
                WriteObject(left);
        }
        bool deletes = AskAboutDeletions(import.Steps, options.Force);
        bool isWhole = true;
        var notMade = new List<MemberChange>();
        using var carrying = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        FanOutProgress progress = Progress($"Changing {ConnectedSession.Tenant}", import.Steps.Count, carrying.Token);
        foreach (ConfigurationStep step in import.Steps)
        {
            // Things that were not created are not assigned either.
            bool isMade = (deletes || !step.IsDestructive) && !notMade.Exists(change => ReferenceEquals(change, step.Change));
            progress.Count(Guard(step.Target, About(step), () => isMade = isMade && Carry(step, import, workspace, options)) && isMade);
            if (!isMade)
            {
                isWhole = false;
                notMade.Add(step.Change);
            }
        }
        progress.Complete();
        carrying.Cancel();
        if (IsWhatIf)
            return;
        Whole(() => AwaitWork(token => Finish(import.FinishAsync(isWhole, token))));
        TellWritten(import.Written);
    }

    private bool Carry(
        ConfigurationStep step, ConfigurationImport import, ConfigurationWorkspace workspace, ConfigurationImportOptions options)
    {
        bool isConfirmed = step.IsDestructive
            ? ShouldProcess(options.Force, step.Target, step.Action)
            : ShouldProcess(step.Target, step.Action, StepDetails.Of(step, workspace));
        if (!isConfirmed)
            return false;
        Change(
            (client, token) => Observer.RunAsync(client.Observer!, () => Task.Run(() => import.ApplyAsync(step, token), token)),
            (ConfigurationFileResult result) => WriteObject(result));
        return true;
    }

    private void RequireSendable(ConfigurationWorkspace workspace, ConfigurationImport import)
    {
        foreach (ConfigurationProblem problem in import.Stopping)
            WriteProblem(problem);
        foreach (MemberChange conflict in import.Conflicts)
            WriteFailure(Conflict(conflict, workspace));
        int problems = import.Stopping.Count, conflicts = import.Conflicts.Count;
        if (problems + conflicts == 0)
            return;
        var reasons = new List<string>();
        if (problems > 0)
            reasons.Add(Count(problems, "file that cannot be used as it is", "files that cannot be used as they are"));
        if (conflicts > 0)
            reasons.Add(Count(conflicts, "conflict", "conflicts"));
        throw new TerminatingException(new ErrorRecord(
            new InvalidOperationException(
                $"Nothing was sent because of {string.Join(" and ", reasons)}, named before." + (conflicts > 0
                    ? $" Compare-KandjiConfiguration shows what is different; {ConflictAdvice}"
                    : "")),
            problems > 0 ? import.Stopping[0].ErrorId : "KandjiConfigurationConflict", ErrorCategory.InvalidOperation,
            workspace.Repository.Root));
    }

    /// <summary>The advice about conflicts, as the end of a sentence.</summary>
    private protected abstract string ConflictAdvice { get; }

    private static ErrorRecord Conflict(MemberChange conflict, ConfigurationWorkspace workspace)
    {
        string path = conflict.Local!.Path!;
        string changed = string.Join(", ", conflict.Properties.Select(property => property.Name));
        var problem = new ObjectException("KandjiConfigurationConflict", ErrorCategory.InvalidOperation,
            $"{conflict.Local} ({workspace.Repository.Relative(path)}) was changed in the files and in the tenant"
                + (changed.Length == 0 ? "." : $": {changed}.")) { Target = path };
        return ErrorRecords.Create(problem, null)!;
    }

    // Before anything is sent, so that nobody has to watch until the end.
    private bool AskAboutDeletions(IReadOnlyList<ConfigurationStep> steps, bool force)
    {
        List<ConfigurationStep> deleted = steps.Where(step => step.IsDestructive).ToList();
        if (deleted.Count == 0)
            return true;
        Confirmation confirmation = ConfirmWith(force);
        return confirmation.AskAboutAllAtOnce(new BulkChange(
            confirmation, "Delete", deleted.Count == 1 ? "thing" : "things", deleted.Select(step => step.Kind.ToString()).ToArray(),
            Names(deleted)));
    }

    private void TellWritten(IReadOnlyCollection<string> files)
    {
        if (files.Count == 0)
            return;
        // The state of the repository is written with them.
        string[] all = files.Append("kandji/state.json").OrderBy(file => file, StringComparer.Ordinal).ToArray();
        var message = new HostInformationMessage
        {
            Message = "These files were written with what the tenant has now. Commit them:"
                + string.Concat(all.Select(file => "\n  " + DisplayText.Sanitize(file))),
        };
        WriteInformation(message, ["PSHOST"]);
    }

    private static string Count(int count, string one, string many) =>
        string.Format(CultureInfo.CurrentCulture, "{0} {1}", count, count == 1 ? one : many);
}
