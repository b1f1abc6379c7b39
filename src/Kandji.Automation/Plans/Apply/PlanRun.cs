using Kandji.Client;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// A plan that is being applied or undone, from the first check to its last step. As long as it is open, no other run of the plan can be.
/// </summary>
internal sealed class PlanRun : IDisposable
{
    private readonly PlanJournal? _other;

    private PlanRun(
        Plan plan, string path, KandjiClient client, TimeProvider clock, PlanRunOptions options, PlanJournal? journal, PlanJournal? other,
        PlanRecord record, IReadOnlyList<PlanStep> steps)
    {
        Plan = plan;
        Path = path;
        Client = client;
        Clock = clock;
        Options = options;
        Journal = journal;
        _other = other;
        Record = record;
        Steps = steps;
        Sender = new StepSender(client, path, options.Secrets);
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The plan's file.</summary>
    public string Path { get; }

    /// <summary>The tenant.</summary>
    public KandjiClient Client { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>How it is applied.</summary>
    public PlanRunOptions Options { get; }

    /// <summary>The journal of this run; null when nothing is sent.</summary>
    public PlanJournal? Journal { get; }

    /// <summary>The record of earlier runs.</summary>
    public PlanRecord Record { get; }

    /// <summary>The steps: those of the plan, or those that undo it.</summary>
    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>Sends the steps.</summary>
    public StepSender Sender { get; }

    /// <summary>The approvals that count.</summary>
    public IReadOnlyList<PlanApproval> Approvals { get; private set; } = [];

    /// <summary>The reasons why steps cannot be undone, by the number of the step; empty where the plan is applied.</summary>
    public IReadOnlyList<PlanStepResult> NotUndone { get; private init; } = [];

    /// <summary>Indicates whether the last line of the journal was not whole, and was cut off.</summary>
    public bool WasCutOff => Journal?.WasCutOff == true;

    /// <summary>Checks a plan, and opens its journals.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The plan's file.</param>
    /// <param name="client">The tenant.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">How it is applied.</param>
    /// <param name="cancellationToken">Ends the waiting for the journals.</param>
    /// <exception cref="PlanException">The plan cannot be applied. Nothing was sent or written.</exception>
    public static async Task<PlanRun> OpenAsync(
        Plan plan, string path, KandjiClient client, TimeProvider clock, PlanRunOptions options, CancellationToken cancellationToken)
    {
        if (options.IsUndo)
            PlanRules.CheckTenant(plan, path, client.Identity);
        else
            PlanRules.CheckApply(plan, path, client.Identity, clock.GetUtcNow().UtcDateTime, options);
        IReadOnlyList<PlanApproval> approvals = options.IsUndo ? [] : ApprovalFile.Read(path);
        JournalHeader apply = GetHeader(plan, "apply"), undo = GetHeader(plan, "undo");
        string applyPath = PlanFile.GetJournalPath(path), undoPath = PlanFile.GetUndoJournalPath(path);
        if (options.IsUndo && !File.Exists(applyPath))
            throw NotApplied(path);

        // Whoever applies and whoever undoes have the same lock: the journal of the plan's runs.
        JournalContent? applied = null;
        PlanJournal? first = null, second = null;
        try
        {
            if (options.IsWhatIf)
            {
                applied = await PlanJournal.ReadAsync(applyPath, apply, clock, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // A run that is refused for want of approvals leaves no journal behind.
                if (!File.Exists(applyPath))
                    options.Approvals.Check(plan, path, approvals, null, clock.GetUtcNow().UtcDateTime);
                first = await PlanJournal.OpenAsync(applyPath, apply, clock, cancellationToken, options.BeforeStep).ConfigureAwait(false);
            }
            JournalContent? undone = await PlanJournal.ReadAsync(undoPath, undo, clock, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<JournalEntry> appliedLines = first?.Entries ?? applied?.Entries ?? [], undoneLines = undone?.Entries ?? [];
            if (options.IsUndo && appliedLines.Count == 0)
                throw NotApplied(path);
            PlanRecord record = PlanRecord.Read(appliedLines, undoneLines);
            if (!options.IsUndo)
            {
                return new PlanRun(plan, path, client, clock, options, first, null, record, plan.Steps)
                {
                    Approvals = options.Approvals.Check(
                        plan, path, approvals, record.FirstStep, clock.GetUtcNow().UtcDateTime),
                    OtherLines = undoneLines.Count,
                };
            }
            if (!options.IsWhatIf)
                second = await PlanJournal.OpenAsync(undoPath, undo, clock, cancellationToken, options.BeforeStep).ConfigureAwait(false);
            PlanInverse inverse = PlanInverse.Create(plan, path, record, options.ReadAt);
            PlanRules.CheckSecrets(inverse.Steps, path, options);
            return new PlanRun(
                plan, path, client, clock, options, second, first, PlanRecord.Read(undoneLines, appliedLines), inverse.Steps)
            {
                NotUndone = inverse.Left, OtherLines = appliedLines.Count,
            };
        }
        catch
        {
            second?.Dispose();
            first?.Dispose();
            throw;
        }
    }

    /// <summary>The number of lines of the journal of the opposite runs.</summary>
    public int OtherLines { get; private init; }

    /// <summary>Reads the journals of a plan, without changing them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The plan's file.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The record; null when the plan was never applied.</returns>
    /// <exception cref="PlanException">A run holds the journal, or it is damaged.</exception>
    public static async Task<PlanRecord?> ReadRecordAsync(
        Plan plan, string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        JournalContent? applied = await PlanJournal.ReadAsync(
            PlanFile.GetJournalPath(path), GetHeader(plan, "apply"), clock, cancellationToken).ConfigureAwait(false);
        if (applied is null)
            return null;
        JournalContent? undone = await PlanJournal.ReadAsync(
            PlanFile.GetUndoJournalPath(path), GetHeader(plan, "undo"), clock, cancellationToken).ConfigureAwait(false);
        return PlanRecord.Read(applied.Entries, undone?.Entries ?? []);
    }

    /// <summary>A result of a step, which has no outcome yet.</summary>
    public PlanStepResult NewResult(PlanStep step) => new()
    {
        Number = step.Number, Action = step.Action, Target = step.Target, Tenant = Plan.Tenant, Time = Clock.GetUtcNow().LocalDateTime,
    };

    /// <summary>Writes the outcome of a step to the journal.</summary>
    /// <param name="result">The result.</param>
    /// <param name="errorId">The id of the error that goes with it; null for none.</param>
    public Task RecordAsync(PlanStepResult result, string? errorId = null)
    {
        result.Time = Clock.GetUtcNow().LocalDateTime;
        return Journal!.AppendAsync(new JournalEntry
        {
            Event = result.Outcome switch
            {
                PlanStepOutcome.Queued or PlanStepOutcome.Pending => JournalEvent.Sent,
                PlanStepOutcome.Done => JournalEvent.Done,
                PlanStepOutcome.Failed => JournalEvent.Failed,
                PlanStepOutcome.Unknown => JournalEvent.Unknown,
                PlanStepOutcome.Skipped => JournalEvent.Skipped,
                _ => JournalEvent.Refused,
            },
            Step = result.Number,
            Message = result.Message,
            ErrorId = errorId,
            ServiceTime = Client.ServiceTime.ToUniversalTime(),
            Answer = result.MadeId,
        });
    }

    /// <summary>Gives the journals back.</summary>
    public void Dispose()
    {
        Journal?.Dispose();
        _other?.Dispose();
    }

    private static JournalHeader GetHeader(Plan plan, string purpose) => new() { Plan = plan.Hash, Host = plan.Host, Purpose = purpose };

    private static PlanException NotApplied(string path) => new(
        "KandjiPlanNotApplied", path, $"The plan '{path}' was never applied: no journal beside it tells of it. There is nothing to undo.");
}
