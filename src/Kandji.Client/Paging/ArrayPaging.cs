using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Paging;

/// <summary>
/// The device list's style: a bare array, <c>limit</c> and <c>offset</c>, no count. Several pages are asked for at once.
/// Each page after the first begins with the last item of the page before it, so that a list that shifts while it is read
/// (a device enrolled or deleted meanwhile) is noticed, and what the shift would have hidden is read again.
/// </summary>
internal static class ArrayPaging
{
    /// <summary>Streams a list.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for <c>limit</c> items from <c>offset</c>; it must ask for an order that ends in a unique key.</param>
    /// <param name="pageSize">The most items that one page may have.</param>
    /// <param name="key">The unique key of an item.</param>
    /// <param name="start">The first item's position in the list.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiCaller caller,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<T, string> key,
        long start,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : KandjiObject, new()
    {
        var context = new ReadContext();
        var seen = new SeenKeys();
        int stride = Math.Max(1, pageSize - 1);
        long OffsetOf(long index) => start + (index * stride);
        System.Threading.Tasks.Task<Page<T>> Fetch(long offset, CancellationToken token) =>
            caller.SendAsync(request(pageSize, offset), response => PageReader.ReadArray<T>(response, context), token);

        using var pages = new ReadAhead<T>((index, token) => Fetch(OffsetOf(index), token), cancellationToken);
        string? last = null;
        for (long index = 0; ; index++)
        {
            Page<T>? page = await pages.NextAsync().ConfigureAwait(false);
            if (page is null)
                yield break;
            List<T> items = page.Items;
            bool isLast = items.Count < pageSize;
            if (!isLast)
                pages.Fill();

            if (index > 0 && (items.Count == 0 || key(items[0]) != last))
            {
                // The list shifted: read backwards until something known turns up, then give out what is new, in order.
                var missed = new Stack<List<T>>();
                long offset = OffsetOf(index);
                do
                {
                    offset = Math.Max(start, offset - stride);
                    missed.Push((await Fetch(offset, cancellationToken).ConfigureAwait(false)).Items);
                }
                while (offset > start && missed.Peek().TrueForAll(item => !seen.Contains(key(item))));
                foreach (List<T> earlier in missed)
                {
                    foreach (T item in earlier)
                    {
                        if (seen.Add(key(item)))
                            yield return item;
                    }
                }
            }

            int given = seen.Count;
            foreach (T item in items)
            {
                if (seen.Add(key(item)))
                    yield return item;
            }
            if (!isLast && pageSize > 1 && seen.Count == given)
                throw Incomplete.Repeats(request(pageSize, OffsetOf(index)), given);
            if (items.Count > 0)
                last = key(items[items.Count - 1]);

            // A short page is the last, unless a page that is under way already has something after it.
            if (isLast && !pages.HasMoreUnderWay)
                yield break;
            if (isLast)
                pages.Pages = Math.Min(pages.Pages, index + 1);
        }
    }
}
