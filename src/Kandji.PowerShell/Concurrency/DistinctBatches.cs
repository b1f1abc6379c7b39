namespace Kandji.PowerShell.Concurrency;

/// <summary>
/// Collects the ids of a pipeline for requests that take many of them. An id that comes again is left out: it has its answer already.
/// </summary>
/// <param name="use">Uses a batch; it is called as soon as the batch is full.</param>
internal sealed class DistinctBatches(Action<IReadOnlyList<string>> use)
{
    // A request names them all in its address, which may not become too long.
    private const int Size = 50;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _waiting = [];

    /// <summary>Adds an id.</summary>
    public void Add(string id)
    {
        if (!_taken.Add(id))
            return;
        _waiting.Add(id);
        if (_waiting.Count == Size)
            Finish();
    }

    /// <summary>Uses what is left.</summary>
    public void Finish()
    {
        if (_waiting.Count == 0)
            return;
        string[] batch = [.. _waiting];
        _waiting.Clear();
        use(batch);
    }
}
