using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Paging;

/// <summary>
/// The device list's style: a bare array, <c>limit</c> and <c>offset</c>, no count. Several pages are asked for at once.
/// Each page after the first begins with the last item of the page before it, so that a list that shifts while it is read
/// (a device deleted meanwhile) is noticed, and what the shift would have hidden is read again.
/// </summary>
internal static class ArrayPaging
{
    /// <summary>Streams a list.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for <c>limit</c> items from <c>offset</c>; it must ask for an order that ends in a unique key.</param>
    /// <param name="pageSize">The most items that one page may have.</param>
    /// <param name="key">The unique key of an item.</param>
    /// <param name="start">The first item's position in the list.</param>
    /// <param name="first">How many items to give out at most; null for all. Pages beyond these are not asked for.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiCaller caller,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<T, string> key,
        long start,
        long? first,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : KandjiObject, new()
    {
        // Pages of one item could not overlap.
        pageSize = Math.Max(2, pageSize);
        int stride = pageSize - 1;
        var context = new ReadContext();
        var seen = new SeenKeys();
        long OffsetOf(long index) => start + (index * stride);
        Task<Page<T>> Fetch(long offset, CancellationToken token) =>
            caller.SendAsync(request(pageSize, offset), response => PageReader.ReadArray<T>(response, context), token);

        // Items without a key, which should not be, are given out as they come.
        bool IsKnown(T item) => key(item) is not { Length: > 0 } known || seen.Contains(known);
        bool IsNew(T item) => key(item) is not { Length: > 0 } known || seen.Add(known);

        // As many pages as the items asked for fill, unless the list shifts.
        long reach = first is { } most ? 1 + Math.Max(0, (most - pageSize + stride - 1) / stride) : long.MaxValue;
        long total = 0;
        using var pages = new ReadAhead<T>((index, token) => Fetch(OffsetOf(index), token), cancellationToken) { Pages = reach };
        bool wasLast = false;
        for (long index = 0; index == 0 || !wasLast || pages.HasMoreUnderWay; index++)
        {
            Page<T> page = await pages.NextAsync().ConfigureAwait(false);
            List<T> items = page.Items;

            // A short page is the last; those after it that were asked for already should be empty. If one is not, the list has
            // grown, or the short page was cut short: go on as if it had been full.
            bool isLast = items.Count < pageSize;
            pages.Pages = isLast ? index + 1 : reach;
            if (!isLast)
                pages.Fill();

            bool joinsOn = index == 0 || (items.Count == 0 ? wasLast : IsKnown(items[0]));
            if (!joinsOn)
            {
                // The list shifted: read backwards until something known turns up, then give out what is new, in order.
                var missed = new Stack<List<T>>();
                long offset = OffsetOf(index);
                do
                {
                    offset = Math.Max(start, offset - stride);
                    missed.Push((await Fetch(offset, cancellationToken).ConfigureAwait(false)).Items);
                }
                while (offset > start && !missed.Peek().Exists(IsKnown));
                foreach (List<T> earlier in missed)
                {
                    foreach (T item in earlier)
                    {
                        if (!IsNew(item))
                            continue;
                        yield return item;
                        if (++total == first)
                            yield break;
                    }
                }
            }

            int given = 0;
            foreach (T item in items)
            {
                if (!IsNew(item))
                    continue;
                given++;
                yield return item;
                if (++total == first)
                    yield break;
            }
            if (given == 0 && !isLast)
                throw Incomplete.Repeats(request(pageSize, OffsetOf(index)), seen.Count);
            wasLast = isLast;
            if (!isLast)
                pages.Pages = reach = Math.Max(reach, index + 2);
        }
    }
}
