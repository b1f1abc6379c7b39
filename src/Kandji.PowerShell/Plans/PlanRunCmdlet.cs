using System.Globalization;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Plans;

/// <summary>The base of the commands that apply a plan or undo it.</summary>
public abstract class PlanRunCmdlet : ThrottledCmdlet
{
    /// <summary>The file of the plan. Wildcards are taken literally.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [RequiredArgument("plan", Values = "the path of a .kplan.json file")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// How many steps may be refused, fail, or have an unknown outcome: a number, or a share of the steps up to the end of the wave, as 2%.
    /// When there are more, nothing more is sent. Without it the rest is sent whatever happens.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitCompleter))]
    [TextTransformation]
    public string? MaxFailure { get; set; }

    /// <summary>
    /// Leaves out the steps whose targets changed, or that could not be planned, and makes the others. They are named in the output.
    /// Without it one such step keeps all from being sent.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipChanged { get; set; }

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected sealed override bool IsForOneTenant => true;

    private protected sealed override int DefaultThrottleLimit => 8;

    /// <summary>The word for what is done, in the question: <c>Apply</c>.</summary>
    private protected abstract string Verb { get; }

    /// <summary>How the plan is applied.</summary>
    private protected abstract PlanRunOptions CreateOptions();

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string path = FilePath.ForReading(SessionState, Path);
        if (!IsPlanning)
            RequireWritableSession();
        Run(PlanFile.Read(path), path);
    });

    /// <summary>Reads a parameter that has a form of its own.</summary>
    private protected static T ParseParameter<T>(string name, object? value, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException e)
        {
            throw TerminatingException.FromParameters($"-{name}: {e.Message}", value);
        }
    }

    /// <summary>Runs before anything is read for the run, once the plan and its approvals hold.</summary>
    private protected virtual void OnOpened(PlanRun run)
    {
    }

    /// <summary>Writes what would be sent as planned changes, where the command does that.</summary>
    private protected virtual void WritePlan(PlanRun run, PlanReview review)
    {
    }

    private void Run(Plan plan, string path)
    {
        PlanRunOptions options = CreateOptions() with
        {
            IsWhatIf = IsWhatIf || IsPlanning, ReadAt = IsPlanning ? Client.ServiceTime.ToUniversalTime() : null,
            ThrottleLimit = ThrottleLimit, SkipChanged = SkipChanged,
            MaxFailure = MaxFailure is null ? null : ParseParameter(nameof(MaxFailure), MaxFailure, () => FailureLimit.Parse(MaxFailure)),
        };
        if (options.Waves is { } waves)
            ParseParameter("Wave", null, () => waves.GetEnds(plan.Steps.Count));
        using PlanRun run = Await(PlanRun.OpenAsync(plan, path, Client, ConnectedSession.Clock, options, StopToken));
        OnOpened(run);
        if (run.WasCutOff)
        {
            WriteWarning("The last line of the plan's journal was not whole, as a process that ended in the middle leaves it, and was cut "
                + "off. The outcome of its step is looked up.");
        }
        PlanReview review = Await(Task.Run(() => PlanReview.CreateAsync(run, StopToken), StopToken));
        RequireUnchanged(run, review);
        foreach (PlanStepResult left in run.NotUndone)
        {
            if (IsPlanning)
                WriteWarning($"{left.Target}: {left.Action}: {left.Message}");
            else
                Write(left);
        }
        if (IsPlanning)
            WritePlan(run, review);
        else if (IsWhatIf)
            TellWhatIf(review);
        else if (IsEmpty(run, review))
            WriteVerbose($"Nothing is left to do: '{path}'.");
        else if (Ask(run, review))
            Carry(run, review);
    }

    private void RequireUnchanged(PlanRun run, PlanReview review)
    {
        if (review.Differences.Count == 0 || SkipChanged)
            return;
        foreach (PlanDifference difference in review.Differences)
            WriteFailure(ErrorRecords.Create(new PlanException("KandjiPlanChanged", run.Path, difference.ToString()), difference)!);
        int targets = review.Differences.Select(difference => difference.Number).Distinct().Count();
        throw new TerminatingException(ErrorRecords.Create(
            new PlanException("KandjiPlanChanged", run.Path, string.Format(CultureInfo.CurrentCulture,
                "The targets of {0} step{1} changed since the plan '{2}' was {3}; the errors before this one name them. Nothing was sent. "
                    + "{4}, or leave these out with -SkipChanged.",
                targets, targets == 1 ? "" : "s", run.Path, run.Options.IsUndo ? "applied" : "made",
                run.Options.IsUndo ? "Undo it by hand" : "Make the plan again")), run.Path)!);
    }

    private void TellWhatIf(PlanReview review)
    {
        foreach (PlanStepResult result in review.LookedUp.Where(result => result.Outcome != PlanStepOutcome.Open).Concat(review.Skipped))
            Write(result);
        foreach (PlanStep step in review.Open)
            ShouldProcess(Name(step), PlanWords.GetAction(step));
    }

    private bool Ask(PlanRun run, PlanReview review)
    {
        if (review.Open.Count == 0)
            return true;
        PlanEstimate estimate = PlanEstimate.Create(review.Open, ThrottleLimit);
        Confirmation confirmation = ConfirmWith(Force);
        string left = run.Steps.Count == review.Open.Count ? "" : $" {run.Steps.Count - review.Open.Count} of its steps are left out or "
            + "were made before.";
        return confirmation.AskAboutAllAtOnce(new BulkChange(
            confirmation, Verb, $"change{(review.Open.Count == 1 ? "" : "s")} of '{System.IO.Path.GetFileName(run.Path)}'",
            review.Open.Select(Describe).ToArray(), left + " " + estimate.Describe(Client.RemainingThisHour, Client.LimitPerHour)));
    }

    private void Carry(PlanRun run, PlanReview review)
    {
        // With -Confirm each step is asked about, before the first is sent.
        PlanReview confirmed =
            IsGiven("Confirm") ? review.Where(step => ShouldProcess(Name(step), PlanWords.GetAction(step))) : review;
        if (IsEmpty(run, confirmed))
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        var progress = new FanOutProgress(FanOutHost, $"{Verb} {System.IO.Path.GetFileName(run.Path)}", stop.Token)
        {
            Added = confirmed.Open.Count, Total = confirmed.Open.Count,
        };
        var counts = new SortedDictionary<PlanStepOutcome, int>();
        RunEnd end;
        try
        {
            // A change that was sent is written to the journal before that is let go.
            end = AwaitWork(token => Task.Run(() => PlanRunner.RunAsync(run, confirmed, result => Post(() =>
            {
                progress.Count(result.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued);
                counts[result.Outcome] = counts.TryGetValue(result.Outcome, out int count) ? count + 1 : 1;
                Write(result);
            }), token)));
        }
        finally
        {
            progress.Complete();
        }
        WriteVerbose(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")) + $"; {end.Left} left.");
        if (end.Stop is { } reason)
        {
            throw new TerminatingException(ErrorRecords.Create(new PlanException("KandjiPlanStopped", run.Path,
                $"{reason} {Left(end.Left)}"), run.Path)!);
        }
        if (end.Left > 0)
            WriteWarning($"{Left(end.Left)} The waves ended before. Apply the plan again for the rest.");
    }

    private static string Left(int left) => left == 1 ? "1 step was not sent." : $"{left} steps were not sent.";

    private void Write(PlanStepResult result)
    {
        WriteObject(PSObjectFactory.ShowSafely(result, null));
        if (result.Failure is { } failure)
            WriteFailure(ErrorRecords.Create(failure, result.WithoutSecret())!);
    }

    private static bool IsEmpty(PlanRun run, PlanReview review) =>
        review.Open.Count + review.LookedUp.Count + review.Skipped.Count == 0 && !HasQueued(run);

    // Devices of earlier runs that nobody has waited for yet.
    private static bool HasQueued(PlanRun run) =>
        run.Options.Waves is not null && run.Steps.Any(step => run.Record[step.Number].Outcome == PlanStepOutcome.Queued);

    private static string Name(PlanStep step) => step.Target.User is { } user && step.IsDestructive
        ? $"{step.Target}, assigned to {DisplayText.Sanitize(user)}"
        : step.Target.ToString();

    // By what is sent, not by what a plan calls it, where something is destroyed.
    private static string Describe(PlanStep step)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        string change = operation.Action is { } action ? action.ToString() : PlanWords.GetAction(step);
        return string.IsNullOrEmpty(step.Target.Platform) ? change : $"{change} ({DisplayText.Sanitize(step.Target.Platform!)})";
    }
}
