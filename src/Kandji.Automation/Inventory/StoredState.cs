namespace Kandji.Automation.Inventory;

/// <summary>The state of a kind in a store after a run.</summary>
internal sealed class StoredState
{
    /// <summary>The number of the run, from 1.</summary>
    public long Run { get; set; }

    /// <summary>The time of the run, in UTC.</summary>
    public DateTime AsOf { get; set; }

    /// <summary>The number of things.</summary>
    public int Count { get; set; }

    /// <summary>The fields that the rows have.</summary>
    public List<string> Columns { get; set; } = [];

    /// <summary>The file of the rows.</summary>
    public StoredFile Snapshot { get; set; } = new();

    /// <summary>The file of the index.</summary>
    public StoredFile Index { get; set; } = new();

    /// <summary>How much of the journal counts, in bytes.</summary>
    public long JournalLength { get; set; }

    /// <summary>How much of the journal's index counts, in bytes.</summary>
    public long JournalIndexLength { get; set; }

    /// <summary>The runs whose changes nobody has taken yet.</summary>
    public List<PendingRun> Pending { get; set; } = [];
}
