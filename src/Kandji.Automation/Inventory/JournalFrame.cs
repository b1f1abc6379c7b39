namespace Kandji.Automation.Inventory;

/// <summary>The changes of one run in the journal.</summary>
internal sealed class JournalFrame
{
    /// <summary>The number of the run.</summary>
    public long Run { get; set; }

    /// <summary>The time of the run, in UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>The position in the journal.</summary>
    public long Offset { get; set; }

    /// <summary>The length in the journal.</summary>
    public long Length { get; set; }

    /// <summary>The number of changes.</summary>
    public int Count { get; set; }

    /// <summary>The SHA-256 of the compressed lines.</summary>
    public string Sha256 { get; set; } = "";
}
