namespace Kandji.Automation.Plans.Apply;

/// <summary>A line of a journal. Members that do not belong to its event are null.</summary>
internal sealed record JournalEntry
{
    /// <summary>The number of the line, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>The SHA-256 of the line before, without its line break; of the first line the hash of the plan.</summary>
    public string Previous { get; init; } = "";

    /// <summary>When the line was written, in UTC.</summary>
    public DateTime Time { get; init; }

    /// <summary>The event.</summary>
    public JournalEvent Event { get; init; }

    /// <summary>The number of the step.</summary>
    public int? Step { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>The id of the error of a step that was refused, failed, or is unknown.</summary>
    public string? ErrorId { get; init; }

    /// <summary>
    /// The service's time when a step was about to be sent, and when its answer came or none would come any more, in UTC.
    /// </summary>
    public DateTime? ServiceTime { get; init; }

    /// <summary>The id of what a step made, for whoever undoes it.</summary>
    public string? Answer { get; init; }

    /// <summary>The person who runs the plan, and where.</summary>
    public string? Person { get; init; }

    /// <summary>The version of the module.</summary>
    public string? Version { get; init; }

    /// <summary>Of a run: how many lines the journal of the opposite runs had, which undo the plan or apply it.</summary>
    public long? Other { get; init; }

    /// <summary>The approvals that counted.</summary>
    public IReadOnlyList<string>? Approvals { get; init; }
}
