namespace Kandji.PowerShell.Concurrency;

/// <summary>Reads a stream to its end.</summary>
internal static class AsyncEnumerableExtensions
{
    /// <summary>All items of a stream, in its order.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> stream)
    {
        var items = new List<T>();
        await foreach (T item in stream.ConfigureAwait(false))
            items.Add(item);
        return items;
    }
}
