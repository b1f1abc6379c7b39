namespace Kandji.Automation.Inventory;

/// <summary>The result of a run for a kind.</summary>
internal sealed class SyncResult
{
    /// <summary>The number of things.</summary>
    public int Count { get; init; }

    /// <summary>The number of changes.</summary>
    public int Changes { get; init; }

    /// <summary>The fields that are new in this list.</summary>
    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>The fields that no row has any more.</summary>
    public IReadOnlyList<string> VanishedColumns { get; init; } = [];
}
