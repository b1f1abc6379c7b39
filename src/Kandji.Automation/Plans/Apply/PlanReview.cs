using System.Runtime.ExceptionServices;
using Kandji.Automation.Configuration;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// The state before anything is sent: the outcomes of steps that nobody answered in an earlier run, and the targets that are no longer as
/// the plan expects them.
/// </summary>
internal sealed class PlanReview
{
    private const int MaxConcurrentReads = 16;

    private readonly List<PlanStepResult> _lookedUp = [];
    private readonly List<PlanDifference> _differences = [];
    private readonly List<PlanStep> _open = [];

    private PlanReview(TargetReader targets) => Targets = targets;

    /// <summary>The tenant.</summary>
    public TargetReader Targets { get; }

    /// <summary>The steps that nobody answered in an earlier run, as they were looked up.</summary>
    public IReadOnlyList<PlanStepResult> LookedUp => _lookedUp;

    /// <summary>The differences, in the order of the steps.</summary>
    public IReadOnlyList<PlanDifference> Differences => _differences;

    /// <summary>The steps that may be sent, in their order.</summary>
    public IReadOnlyList<PlanStep> Open => _open;

    /// <summary>The steps that could not be planned, and those whose targets changed.</summary>
    public IReadOnlyList<PlanStepResult> Skipped { get; private set; } = [];

    /// <summary>Reads every target.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="Client.Http.KandjiApiException">
    /// Something cannot be read. Then nothing is known, and nothing is to be sent.
    /// </exception>
    public static async Task<PlanReview> CreateAsync(PlanRun run, CancellationToken cancellationToken)
    {
        PlanStep[] open = run.Steps.Where(step => step.Refusal is null && run.Record[step.Number].IsOpen).ToArray();
        PlanStep[] unknown = run.Steps.Where(step => run.Record[step.Number].Outcome == PlanStepOutcome.Unknown).ToArray();
        PlanTarget[] devices = open.Concat(unknown).Where(step => step.Target.Kind == ConfigurationKind.Device)
            .Select(step => step.Target).ToArray();
        DeviceDirectory directory = await DeviceDirectory.ReadAsync(run.Client, devices, cancellationToken).ConfigureAwait(false);
        int[] made = run.Steps.Where(step => run.Record[step.Number].Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued)
            .Select(step => step.Number).ToArray();
        var review = new PlanReview(new TargetReader(run.Client, directory, run.Steps, made));

        var outcomes = new UnknownOutcomes(review.Targets);
        var looked = new Dictionary<int, PlanStepResult>();
        await ForEachAsync(unknown, async (step, token) =>
        {
            PlanStepResult result = run.NewResult(step);
            result.Outcome = PlanStepOutcome.Unknown;
            await outcomes.FindAsync(step, run.Record[step.Number], result, token).ConfigureAwait(false);
            lock (looked)
                looked.Add(step.Number, result);
        }, cancellationToken).ConfigureAwait(false);

        var findings = new Dictionary<int, StepFinding>();
        await ForEachAsync(open, async (step, token) =>
        {
            StepFinding finding = await review.Targets.FindAsync(step, run.Record[step.Number].UndoneAt, token).ConfigureAwait(false);
            if (run.Sender.RefuseFiles(step) is { } reason)
                finding = AddFile(step, finding, reason);
            lock (findings)
                findings.Add(step.Number, finding);
        }, cancellationToken).ConfigureAwait(false);
        review.Sort(run, looked, findings);
        return review;
    }

    /// <summary>This review with some of the steps that may be sent.</summary>
    /// <param name="choose">Chooses them.</param>
    public PlanReview Where(Func<PlanStep, bool> choose)
    {
        var chosen = new PlanReview(Targets) { Skipped = Skipped };
        chosen._lookedUp.AddRange(_lookedUp);
        chosen._differences.AddRange(_differences);
        chosen._open.AddRange(_open.Where(choose));
        return chosen;
    }

    private void Sort(PlanRun run, Dictionary<int, PlanStepResult> looked, Dictionary<int, StepFinding> findings)
    {
        var skipped = new List<PlanStepResult>();
        foreach (PlanStep step in run.Steps)
        {
            if (looked.TryGetValue(step.Number, out PlanStepResult? result))
            {
                _lookedUp.Add(result);
                if (result.Outcome == PlanStepOutcome.Open)
                    _open.Add(step);
            }
            else if (findings.TryGetValue(step.Number, out StepFinding? finding))
            {
                _differences.AddRange(finding.Differences);
                if (finding.Differences.Count == 0)
                    _open.Add(step);
                else
                    skipped.Add(Skip(run, step, $"Changed since the plan was {(run.Options.IsUndo ? "applied" : "made")}: "
                        + string.Join("; ", finding.Differences.Select(difference => difference.Message)) + "."));
            }
            else if (step.Refusal is { } refusal)
            {
                skipped.Add(Skip(run, step, refusal));
            }
        }
        Skipped = skipped;
    }

    private static PlanStepResult Skip(PlanRun run, PlanStep step, string message)
    {
        PlanStepResult result = run.NewResult(step);
        result.Outcome = PlanStepOutcome.Skipped;
        result.Message = message;
        return result;
    }

    private static StepFinding AddFile(PlanStep step, StepFinding finding, string reason)
    {
        var differences = new StepDifferences(step);
        differences.Add("file", null, null, reason);
        return finding with { Differences = [.. finding.Differences, .. differences.Found] };
    }

    private static async Task ForEachAsync(
        IEnumerable<PlanStep> steps, Func<PlanStep, CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(MaxConcurrentReads);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? failure = null;
        async Task Look(PlanStep step)
        {
            try
            {
                await gate.WaitAsync(stop.Token).ConfigureAwait(false);
                try
                {
                    await look(step, stop.Token).ConfigureAwait(false);
                }
                finally
                {
                    gate.Release();
                }
            }
            catch (Exception e)
            {
                // The first is why the others end.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
        }
        await Task.WhenAll(steps.Select(Look).ToList()).ConfigureAwait(false);
        failure?.Throw();
    }
}
