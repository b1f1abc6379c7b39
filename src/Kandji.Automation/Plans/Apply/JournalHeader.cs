namespace Kandji.Automation.Plans.Apply;

/// <summary>The first line of a journal.</summary>
internal sealed record JournalHeader
{
    /// <summary>The schema that this version of the module reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The hash of the plan.</summary>
    public string Plan { get; init; } = "";

    /// <summary>The API's host of the tenant.</summary>
    public string Host { get; init; } = "";

    /// <summary>The reason for the journal: <c>apply</c> or <c>undo</c>.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>
    /// The number of lines that are certain to follow, with leading zeros. It is written in its place each time that lines are added, so
    /// that a file from which lines are missing at the end is known for what it is.
    /// </summary>
    public string Lines { get; init; } = "";
}
