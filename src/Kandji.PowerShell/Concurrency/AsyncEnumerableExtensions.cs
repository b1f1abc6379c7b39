using System.Runtime.CompilerServices;

namespace Kandji.PowerShell.Concurrency;

/// <summary>Reads streams to their end.</summary>
internal static class AsyncEnumerableExtensions
{
    /// <summary>
    /// The items of a stream, the newest first. The whole stream is read before the first is given out, because it may have any order.
    /// Items of the same time stay in the stream's order; those without a time come last.
    /// </summary>
    public static async IAsyncEnumerable<T> NewestFirstAsync<T>(
        this IAsyncEnumerable<T> stream, Func<T, DateTime?> getTime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (T item in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
            items.Add(item);
        foreach (T item in items.OrderByDescending(item => getTime(item)?.ToUniversalTime() ?? DateTime.MinValue))
            yield return item;
    }

    /// <summary>All items of a stream, in its order.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> stream)
    {
        var items = new List<T>();
        await foreach (T item in stream.ConfigureAwait(false))
            items.Add(item);
        return items;
    }
}
