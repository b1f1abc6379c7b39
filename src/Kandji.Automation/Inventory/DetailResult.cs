namespace Kandji.Automation.Inventory;

/// <summary>The result of a run's reading of device details.</summary>
internal sealed class DetailResult
{
    /// <summary>How many were read.</summary>
    public int Read { get; init; }

    /// <summary>How many are to be read and were not.</summary>
    public int Left { get; init; }

    /// <summary>The details that could not be read, with the reason.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The result of the comparison.</summary>
    public SyncResult Compared { get; init; } = new();
}
