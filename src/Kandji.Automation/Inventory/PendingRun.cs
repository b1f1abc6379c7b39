namespace Kandji.Automation.Inventory;

/// <summary>The changes that a run found and that nobody has taken yet, or not all of them.</summary>
internal sealed class PendingRun
{
    /// <summary>The number of the run.</summary>
    public long Run { get; set; }

    /// <summary>How many changes the run found.</summary>
    public int Count { get; set; }

    /// <summary>The changes that were taken, a bit for each in the order of the journal, in Base64; null for none.</summary>
    public string? Taken { get; set; }

    /// <summary>The bits of the changes that were taken.</summary>
    public byte[] GetBits() => Taken is null ? new byte[(Count + 7) / 8] : Convert.FromBase64String(Taken);

    /// <summary>A copy.</summary>
    public PendingRun Clone() => (PendingRun)MemberwiseClone();
}
