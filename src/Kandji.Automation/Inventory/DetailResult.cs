namespace Kandji.Automation.Inventory;

/// <summary>What a run did about the details of devices.</summary>
internal sealed class DetailResult
{
    /// <summary>How many were read.</summary>
    public int Read { get; init; }

    /// <summary>How many are to be read and were not.</summary>
    public int Left { get; init; }

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What the comparison found.</summary>
    public SyncResult Compared { get; init; } = new();
}
