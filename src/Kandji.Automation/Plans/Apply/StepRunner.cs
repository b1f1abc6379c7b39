using Kandji.Client.Http;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// Makes a step: looks once more where it destroys, writes down that it is about to be sent, sends it once, and writes down what came.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="targets">The tenant.</param>
internal sealed class StepRunner(PlanRun run, TargetReader targets)
{
    private readonly UnknownOutcomes _unknown = new(targets);

    /// <summary>Makes a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="record">Takes when it was sent.</param>
    /// <param name="cancellationToken">Stops, but leaves a request that was sent a little time to be answered.</param>
    /// <returns>The outcome, which is in the journal.</returns>
    /// <exception cref="KandjiApiException">
    /// The token is dead, the host is not there, or the session was closed. The step was not made.
    /// </exception>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped, and the step was not sent.</exception>
    public async Task<PlanStepResult> RunAsync(PlanStep step, StepRecord record, CancellationToken cancellationToken)
    {
        PlanStepResult result = run.NewResult(step);
        if (await PrepareAsync(step, record, result, cancellationToken).ConfigureAwait(false) is not { } request)
            return result;
        cancellationToken.ThrowIfCancellationRequested();
        record.SentAt = run.Client.ServiceTime.ToUniversalTime();
        record.AnsweredAt = null;
        await run.Journal!.AppendAsync(new JournalEntry { Event = JournalEvent.Intent, Step = step.Number, ServiceTime = record.SentAt })
            .ConfigureAwait(false);
        try
        {
            StepAnswer answer = await run.Sender.SendAsync(step, request, cancellationToken).ConfigureAwait(false);
            result.Outcome = PlanOperation.Find(step.Operation)!.Action is null ? PlanStepOutcome.Done : PlanStepOutcome.Queued;
            result.MadeId = answer.MadeId;
            result.UnlockPin = answer.Pin;
        }
        catch (OperationCanceledException e)
            when (e.InnerException is KandjiApiException { Kind: KandjiErrorKind.OutcomeUnknown } unanswered)
        {
            SetFailure(result, PlanStepOutcome.Unknown, unanswered);
        }
        catch (OperationCanceledException)
        {
            await NotSentAsync(result, "The run was stopped before the step was sent.", null).ConfigureAwait(false);
            throw;
        }
        catch (KandjiApiException e) when (IsFatal(e))
        {
            await NotSentAsync(result, e.Message, "Kandji" + e.Kind).ConfigureAwait(false);
            throw;
        }
        catch (KandjiApiException e)
        {
            SetFailure(result, e.Kind == KandjiErrorKind.OutcomeUnknown ? PlanStepOutcome.Unknown : PlanStepOutcome.Refused, e);
        }
        record.AnsweredAt = run.Client.ServiceTime.ToUniversalTime();
        await WriteAsync(result).ConfigureAwait(false);
        if (result.Outcome == PlanStepOutcome.Unknown && !cancellationToken.IsCancellationRequested)
            await LookUpAsync(step, record, result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<ApiRequest?> PrepareAsync(
        PlanStep step, StepRecord record, PlanStepResult result, CancellationToken cancellationToken)
    {
        try
        {
            if (step.IsDestructive)
            {
                StepFinding finding = await targets.FindAgainAsync(step, record.UndoneAt, cancellationToken).ConfigureAwait(false);
                if (finding.Differences.Count > 0)
                {
                    string what = string.Join("; ", finding.Differences.Select(difference => difference.Message));
                    result.Outcome = PlanStepOutcome.Skipped;
                    result.Message = $"Changed right before it was to be sent: {what}.";
                    result.Failure = new PlanException("KandjiPlanChanged", run.Path, $"{step} was not sent. {result.Message}");
                    await WriteAsync(result).ConfigureAwait(false);
                    return null;
                }
            }
            return await run.Sender.PrepareAsync(step, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PlanException or ArgumentException or IOException or UnauthorizedAccessException
            || (e is KandjiApiException api && !IsFatal(api)))
        {
            // Nothing of the step was sent.
            SetFailure(result, PlanStepOutcome.Refused, e);
            await WriteAsync(result).ConfigureAwait(false);
            return null;
        }
    }

    // The journal has the unknown outcome already: whatever happens here, it is not sent again.
    private async Task LookUpAsync(PlanStep step, StepRecord record, PlanStepResult result, CancellationToken cancellationToken)
    {
        try
        {
            await _unknown.FindAsync(step, record, result, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or KandjiApiException)
        {
            // The next run looks it up.
            return;
        }
        // That it was not made is for the next run to see: this request may still be on its way.
        if (result.Outcome == PlanStepOutcome.Open)
            result.Outcome = PlanStepOutcome.Unknown;
        if (result.Outcome == PlanStepOutcome.Unknown)
            return;
        if (result.Outcome != PlanStepOutcome.Failed)
            result.Failure = null;
        await WriteAsync(result).ConfigureAwait(false);
    }

    private Task NotSentAsync(PlanStepResult result, string message, string? errorId)
    {
        result.Outcome = PlanStepOutcome.Refused;
        result.Message = message;
        return run.RecordAsync(result, errorId);
    }

    private Task WriteAsync(PlanStepResult result) => run.RecordAsync(result, result.Failure switch
    {
        KandjiApiException api => "Kandji" + api.Kind,
        PlanException plan => plan.Id,
        null => null,
        _ => "KandjiFileError",
    });

    private static void SetFailure(PlanStepResult result, PlanStepOutcome outcome, Exception failure)
    {
        result.Outcome = outcome;
        result.Failure = failure;
        result.Message = failure is KandjiApiException { ServerMessage: { } said } ? said : failure.Message;
    }

    // Every other step would fail too, and none of this one was made.
    private static bool IsFatal(KandjiApiException e) => e.Kind is KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable
        or KandjiErrorKind.Closed or KandjiErrorKind.ReadOnlyTenant or KandjiErrorKind.RateLimited;
}
