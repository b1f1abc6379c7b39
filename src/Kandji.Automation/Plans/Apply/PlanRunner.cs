namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// Sends the steps of a run, wave after wave: those that destroy one at a time, the others several at once, those of one target in their
/// order. Between waves it waits for the devices.
/// </summary>
internal sealed class PlanRunner
{
    private readonly PlanRun _run;
    private readonly StepRunner _steps;
    private readonly Action<PlanStepResult> _report;
    private readonly Dictionary<int, PlanStep> _open;
    private readonly Dictionary<int, PlanStepResult> _results = [];

    // Where each step is in the run, whose order is that of the numbers or, of undoing, the opposite.
    private readonly Dictionary<int, int> _places;

    // The place of the first step of each target that was not made.
    private readonly Dictionary<string, int> _notMade = new(StringComparer.OrdinalIgnoreCase);

    // The steps that the service took, in this run or as it was found out, and that are told of when their devices have ended.
    private readonly Dictionary<int, PlanStepResult> _untold = [];
    private readonly object _gate = new();
    private int _failures;
    private string? _stop;

    private PlanRunner(PlanRun run, PlanReview review, Action<PlanStepResult> report)
    {
        _run = run;
        _steps = new StepRunner(run, review.Targets);
        _open = review.Open.ToDictionary(step => step.Number);
        _places = run.Steps.Select((step, place) => (step.Number, place)).ToDictionary(one => one.Number, one => one.place);
        _report = report;
        _failures = review.LookedUp.Count(result => result.Outcome is PlanStepOutcome.Unknown or PlanStepOutcome.Failed)
            + run.Steps.Count(step => run.Record[step.Number].Outcome == PlanStepOutcome.Failed);
        foreach (PlanStep step in run.Steps.Where(step => !_open.ContainsKey(step.Number)))
        {
            bool isMade = run.Record[step.Number].Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued
                || review.LookedUp.Any(result => result.Number == step.Number
                    && result.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued);
            if (!isMade)
                NotMade(step);
        }
    }

    /// <summary>Applies a plan that was reviewed, or undoes it, and writes the journal.</summary>
    /// <param name="run">The run.</param>
    /// <param name="review">What was found before.</param>
    /// <param name="report">Is told of each result, from any thread.</param>
    /// <param name="cancellationToken">Stops, but leaves requests that were sent a little time to be answered.</param>
    /// <exception cref="Client.Http.KandjiApiException">The token is dead, or the host is not there.</exception>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public static async Task<RunEnd> RunAsync(
        PlanRun run, PlanReview review, Action<PlanStepResult> report, CancellationToken cancellationToken)
    {
        await run.Journal!.AppendAsync(new JournalEntry
        {
            Event = JournalEvent.Run,
            Person = PlanPerson.Current,
            Version = typeof(PlanRunner).Assembly.GetName().Version!.ToString(3),
            Other = run.OtherLines,
            Approvals = run.Approvals.Count == 0 ? null : run.Approvals.Select(approval => approval.ToString()).ToArray(),
        }).ConfigureAwait(false);
        var runner = new PlanRunner(run, review, report);
        await runner.RecordAsync(review).ConfigureAwait(false);
        RunEnd end;
        try
        {
            end = await runner.SendAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            runner.TellRest();
        }
        await run.Journal.AppendAsync(new JournalEntry { Event = JournalEvent.End, Message = end.Stop }).ConfigureAwait(false);
        run.Journal.Close();
        return end;
    }

    private async Task RecordAsync(PlanReview review)
    {
        foreach (PlanStepResult result in review.LookedUp.Where(result => result.Outcome != PlanStepOutcome.Unknown).Concat(review.Skipped))
            await _run.RecordAsync(result).ConfigureAwait(false);
        foreach (PlanStepResult result in review.LookedUp.Where(result => result.Outcome != PlanStepOutcome.Open))
        {
            _run.Record[result.Number].Outcome = result.Outcome;
            if (result.Outcome == PlanStepOutcome.Unknown)
                result.Failure = new PlanException("KandjiOutcomeUnknown", _run.Path, $"{result}. {result.Message}");
            if (_run.Options.Waves is not null && result.Outcome == PlanStepOutcome.Queued)
                _untold.Add(result.Number, result);
            else
                _report(result);
        }
        foreach (PlanStepResult result in review.Skipped)
            _report(result);
    }

    private async Task<RunEnd> SendAllAsync(CancellationToken cancellationToken)
    {
        int count = _run.Steps.Count;
        IReadOnlyList<int> ends = _run.Options.Waves?.GetEnds(count) ?? [count];
        int start = 0;
        for (int wave = 0; wave < ends.Count && _stop is null; wave++)
        {
            if (!IsWithinLimit(ends[wave]))
                break;
            await SendAsync(start, ends[wave], cancellationToken).ConfigureAwait(false);
            if (_run.Options.Waves is not null)
                await WaitForDevicesAsync(ends[wave], isLast: wave == ends.Count - 1, cancellationToken).ConfigureAwait(false);
            start = ends[wave];
            if (_stop is null)
                IsWithinLimit(ends[wave]);
        }
        return new RunEnd(_open.Keys.Count(number => !_results.ContainsKey(number)), _stop);
    }

    private async Task SendAsync(int start, int end, CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        var last = new Dictionary<string, Task>(StringComparer.OrdinalIgnoreCase);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            for (int i = start; i < end && _stop is null; i++)
            {
                if (!_open.TryGetValue(_run.Steps[i].Number, out PlanStep? step))
                    continue;
                string target = GetKey(step);
                if (step.IsDestructive)
                    await DrainAsync(running, 0).ConfigureAwait(false);
                else if (last.TryGetValue(target, out Task? before))
                    await before.ConfigureAwait(false);
                await DrainAsync(running, _run.Options.ThrottleLimit - 1).ConfigureAwait(false);
                if (_stop is not null || !IsWithinLimit(end))
                    break;
                stop.Token.ThrowIfCancellationRequested();
                Task sent = SendAsync(step, stop.Token);
                running.Add(sent);
                last[target] = sent;
                if (step.IsDestructive)
                    await DrainAsync(running, 0).ConfigureAwait(false);
            }
            await DrainAsync(running, 0).ConfigureAwait(false);
        }
        catch
        {
            // Requests under way come to their end, and to the journal, before the error is told.
            stop.Cancel();
            await EndAsync(running).ConfigureAwait(false);
            throw;
        }
    }

    private async Task SendAsync(PlanStep step, CancellationToken cancellationToken)
    {
        PlanStepResult result;
        bool isHeld;
        lock (_gate)
            isHeld = step.IsDestructive && _notMade.TryGetValue(GetKey(step), out int first) && first < _places[step.Number];
        if (isHeld)
        {
            result = _run.NewResult(step);
            result.Outcome = PlanStepOutcome.Skipped;
            result.Message = "An earlier step of the same target was not made. Nothing is destroyed after that. It is sent when the plan "
                + "is applied again and the earlier step is made.";
            await _run.RecordAsync(result).ConfigureAwait(false);
        }
        else
        {
            result = await _steps.RunAsync(step, _run.Record[step.Number], cancellationToken).ConfigureAwait(false);
        }
        bool isWaitedFor = _run.Options.Waves is not null && result.Outcome == PlanStepOutcome.Queued && WaveMonitor.CanFollow(step);
        lock (_gate)
        {
            _results[step.Number] = result;
            if (result.Outcome is not (PlanStepOutcome.Done or PlanStepOutcome.Queued))
                NotMade(step);
            if (result.Outcome is PlanStepOutcome.Refused or PlanStepOutcome.Failed or PlanStepOutcome.Unknown)
                _failures++;
            if (result.Failure is PlanException { Id: "KandjiPlanChanged" } changed && !_run.Options.SkipChanged)
                _stop ??= "A target changed while the plan was applied. " + changed.Message;
            if (isWaitedFor)
                _untold.Add(step.Number, result);
        }
        if (!isWaitedFor)
            _report(result);
    }

    private async Task WaitForDevicesAsync(int end, bool isLast, CancellationToken cancellationToken)
    {
        var queued = new List<(PlanStep Step, StepRecord Record, PlanStepResult Result)>();
        foreach (PlanStep step in _run.Steps.Take(end).Where(WaveMonitor.CanFollow))
        {
            StepRecord record = _run.Record[step.Number];
            if (!_results.TryGetValue(step.Number, out PlanStepResult? result) && record.Outcome == PlanStepOutcome.Queued)
            {
                // Sent by an earlier run, which did not see the end of it.
                _results[step.Number] = result = _run.NewResult(step);
                result.Outcome = PlanStepOutcome.Queued;
            }
            if (result?.Outcome == PlanStepOutcome.Queued)
                queued.Add((step, record, result));
        }
        if (queued.Count == 0)
            return;
        int late = await new WaveMonitor(_run).RunAsync(queued, Tell, cancellationToken).ConfigureAwait(false);
        _failures += queued.Count(one => one.Result.Outcome == PlanStepOutcome.Failed);
        int pending = queued.Count(one => one.Result.Outcome == PlanStepOutcome.Pending);
        if (pending > 0 && !isLast && !_run.Options.IgnorePending)
            _stop ??= Describe(late, pending - late) + "The next wave was not begun. Apply the plan again later, or with -IgnorePending.";
    }

    private string Describe(int late, int untold) =>
        (late == 0 ? "" : $"{late} device{(late == 1 ? " has" : "s have")} not answered within "
            + $"{_run.Options.WaveTimeout.TotalSeconds:0} s. ")
        + (untold == 0 ? "" : $"The outcome of {untold} step{(untold == 1 ? "" : "s")} is not known. ");

    private void Tell(PlanStepResult result)
    {
        _untold.Remove(result.Number);
        _report(result);
    }

    // A run that breaks off leaves nothing untold that it has sent.
    private void TellRest()
    {
        foreach (PlanStepResult result in _untold.Values.OrderBy(result => _places[result.Number]))
            _report(result);
        _untold.Clear();
    }

    private void NotMade(PlanStep step)
    {
        string key = GetKey(step);
        int place = _places[step.Number];
        if (!_notMade.TryGetValue(key, out int first) || place < first)
            _notMade[key] = place;
    }

    private static string GetKey(PlanStep step) => $"{step.Target.Kind} {step.Target.Id}";

    private bool IsWithinLimit(int end)
    {
        lock (_gate)
        {
            if (_run.Options.MaxFailure is not { } limit || limit.Allows(_failures, end))
                return true;
            _stop ??= $"{_failures} steps failed or have an unknown outcome, which is more than -MaxFailure {limit} allows. The rest was "
                + "not sent. Apply the plan again when the reason is gone, or with another -MaxFailure.";
            return false;
        }
    }

    // Waits until no more than so many are under way.
    private static async Task DrainAsync(List<Task> running, int most)
    {
        while (running.Count > most)
        {
            Task ended = await Task.WhenAny(running).ConfigureAwait(false);
            running.Remove(ended);
            await ended.ConfigureAwait(false);
        }
        // A failure of one that has ended is not found out last.
        foreach (Task ended in running.Where(task => task.IsCompleted).ToList())
        {
            running.Remove(ended);
            await ended.ConfigureAwait(false);
        }
    }

    private static async Task EndAsync(List<Task> running)
    {
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The first error is told; these are of the same cause, and the journal has what became of each step.
        }
    }
}
