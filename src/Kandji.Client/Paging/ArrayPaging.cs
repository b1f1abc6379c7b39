using System.Runtime.CompilerServices;
using System.Text.Json;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Paging;

/// <summary>
/// The device list's style: a bare array, <c>limit</c> and <c>offset</c>, no count. Several pages are asked for at once.
/// Each page after the first begins with the last item of the page before it, so that a list that shifts while it is read
/// (a device deleted meanwhile), or a page that came short or empty, is noticed, and what it would have hidden is read again.
/// A list of several pages ends where a page that begins with its last item has no other; a list of one page ends there unless
/// its length looks like a limit of the service's own.
/// </summary>
internal static class ArrayPaging
{
    // How often the list may fail to join on without a new item in between: a list that loses items all the time does so now and then.
    private const int MostBreaks = 10;

    /// <summary>Streams a list.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="request">
    /// Makes the request for <c>limit</c> items from <c>offset</c>; it must ask for an order that ends in a unique key.
    /// </param>
    /// <param name="pageSize">The most items that one page may have.</param>
    /// <param name="key">The unique key of an item.</param>
    /// <param name="start">The first item's position in the list.</param>
    /// <param name="first">How many items to give out at most; null for all. Pages beyond these are not asked for.</param>
    /// <param name="isFiltered">
    /// Indicates whether the request asks for a part of the list: then the service may answer with one object, and with nothing.
    /// </param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <param name="list">
    /// Names the list, by its path and filters, so that its length is remembered and the next listing knows it; null for one that is
    /// not remembered.
    /// </param>
    /// <param name="ask">Asks the service how long the list is likely to be, beside the first page; null where that is not asked.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiConnection connection,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<T, string> key,
        long start,
        long? first,
        bool isFiltered,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        string? list = null,
        Func<CancellationToken, Task<long?>>? ask = null)
        where T : KandjiObject, new()
    {
        // Pages of one item could not overlap.
        int size = Math.Max(2, pageSize);
        var context = new StringPool();
        var seen = new CompactKeySet();
        long from = start, total = 0, most = first ?? long.MaxValue;
        PageOverlap joint = PageOverlap.Start;
        int breaks = 0;
        Task<Page<T>> Fetch(int limit, long offset, CancellationToken token) =>
            OptionalPage.ReadAsync(
                connection, request(limit, offset), response => ReadPage(response, context, key, isFiltered), offset > start, token);

        // The probable length, and the bounds of the end, before the pages that lead there are read.
        long? likely = list is null ? null : connection.Lengths.Find(list);
        string? lastKey = null;
        Task<long?>? counting = null;
        int usual = size;
        using var end = new EndOfList<T>((offset, token) => Fetch(usual, offset, token), connection.Clock, cancellationToken);

        // Items without a key, which should not be, are given out as they come.
        bool IsKnown(T item) => key(item) is not { Length: > 0 } known || seen.Contains(known);
        bool IsNew(T item) => key(item) is not { Length: > 0 } known || seen.Add(known);

        void Remember(long length)
        {
            if (list is not null)
                connection.Lengths.Remember(list, length);
        }

        // Each run reads on from one position until the list ends or does not join on; the next begins where it is known again.
        while (true)
        {
            int stride = size - 1;
            long begin = from;

            // As many pages as the items asked for fill, unless the list shifts.
            long reach = first is null ? long.MaxValue : 1 + Math.Max(0, (most - total - size + stride - 1) / stride);
            if (joint == PageOverlap.LastItem && lastKey is { Length: > 0 } && end.Take(begin) is { } known
                && (await known.ConfigureAwait(false)).Items is [var alone] && key(alone) == lastKey)
            {
                Remember(begin + 1);
                yield break;
            }
            int limit = size;
            using var pages = new ReadAhead<T>(
                (index, token) => Fetch(limit, begin + (index * stride), token), connection.Clock, cancellationToken)
            {
                Pages = reach,
                FullPage = limit,
                LikelyPages = likely is { } length ? Math.Min(reach, PagesFor(length - begin, limit)) : null,
                Confirmed = () =>
                {
                    // Where the last page has but one item, it is the end by itself.
                    if (PagesFor(likely!.Value - begin, limit) is var count && count < reach
                        && begin + ((count - 1) * stride) < likely.Value - 1)
                        end.Ask(likely.Value - 1);
                },
                LastFound = (index, page) =>
                {
                    if (index > 0 && index + 1 < reach && page.Items.Count > 1)
                        end.Ask(begin + (index * stride) + page.Items.Count - 1);
                },
            };
            bool runs = true;
            for (long index = 0; runs; index++)
            {
                Task<Page<T>> next = pages.NextAsync();
                if (likely is null && ask is not null)
                    counting = ExpectAsync(ask(end.Disposed), pages, begin, limit);
                ask = null;

                // Once more than a page is wanted, the end is looked at where it would be if the count is exact.
                if (index == 1 && begin == start && first is null && counting is { Status: TaskStatus.RanToCompletion, Result: { } counted }
                    && counted - begin > limit && (counted - 1 - begin) % stride != 0)
                    end.Ask(counted - 1);
                List<T> items = (await next.ConfigureAwait(false)).Items;
                long offset = begin + (index * stride);
                PageOverlap here = index == 0 ? joint : PageOverlap.LastItem;
                bool isFull = items.Count == size;
                bool joinsOn = here switch
                {
                    PageOverlap.Start => true,
                    PageOverlap.LastItem => items.Count > 0 && IsKnown(items[0]),
                    _ => items.Count > 0 && (offset == start || items.Exists(IsKnown)),
                };
                if (!joinsOn)
                {
                    // One page back, and further with each run that finds nothing known there.
                    if ((here == PageOverlap.LastItem || offset == start) && ++breaks > MostBreaks)
                        throw IncompleteListException.DoesNotJoinOn(request(size, offset), seen.Count);
                    (from, joint, runs) = (Math.Max(start, offset - stride), PageOverlap.AnyItem, false);
                    continue;
                }
                if (isFull && list is not null)
                    connection.Lengths.SawLongList();

                bool hasNews = false;
                foreach (T item in items)
                {
                    if (!IsNew(item))
                        continue;
                    hasNews = true;
                    yield return item;
                    if (++total == most)
                        yield break;
                }
                if (hasNews)
                    breaks = 0;
                if (here == PageOverlap.LastItem && items.Count == 1)
                {
                    Remember(offset + 1);
                    yield break;
                }

                // A page that only repeats what was read. One that was read to find what is known has nothing else, as a rule.
                if (!hasNews && here == PageOverlap.LastItem && items.Count > 1 && ++breaks > MostBreaks)
                    throw IncompleteListException.Repeats(request(size, offset), seen.Count);
                if (isFull)
                {
                    if (!hasNews && here == PageOverlap.LastItem)
                        (from, joint, runs) = (offset, PageOverlap.LastItem, false);
                    pages.Pages = reach = Math.Max(reach, index + 2);
                    continue;
                }

                bool mayBeALimit = items.Count % 10 == 0;
                if (here == PageOverlap.Start && !mayBeALimit && items.Count < size)
                {
                    Remember(offset + items.Count);
                    yield break;
                }
                if (items.Count == 0)
                {
                    // Nothing at all, in a list of everything: the next position decides.
                    if (isFiltered || (await Fetch(limit, offset + 1, cancellationToken).ConfigureAwait(false)).Items.Count == 0)
                    {
                        Remember(offset);
                        yield break;
                    }
                    if (++breaks > MostBreaks)
                        throw IncompleteListException.DoesNotJoinOn(request(size, offset), seen.Count);
                    (from, joint, runs) = (offset, PageOverlap.Start, false);
                    continue;
                }

                // Short, or longer than was asked for: the page that begins with its last item decides, under the service's own limit
                // if it looks like one.
                (from, joint, runs) = (offset + items.Count - 1, PageOverlap.LastItem, false);
                lastKey = key(items[items.Count - 1]);
                if (mayBeALimit && items.Count < size)
                    size = items.Count;
            }
        }
    }

    // How many pages it takes to see the end of so many items, each beginning with the last item of the one before.
    private static long PagesFor(long items, int size) => 1 + (Math.Max(0, items - 1) / (size - 1));

    // The number is only a hint: it comes when it comes, and where it does not come, the list is explored.
    private static async Task<long?> ExpectAsync<T>(Task<long?> counting, ReadAhead<T> pages, long begin, int size)
    {
        long? counted = await counting.ConfigureAwait(false);
        if (counted is { } length)
            pages.Expect(PagesFor(length - begin, size));
        return counted;
    }

    private static Page<T> ReadPage<T>(ApiResponse response, StringPool context, Func<T, string> key, bool allowSingle)
        where T : KandjiObject, new()
    {
        Page<T> page = PageReader.ReadArray<T>(response, context, allowSingle);
        return page.IsSingle && key(page.Items[0]).Length == 0
            ? throw new JsonException($"Expected an array, found an object that is not a {typeof(T).Name}.")
            : page;
    }

    // How the first page of a run must overlap the items that were read before.
    private enum PageOverlap
    {
        // Nothing was read before.
        Start,

        // The last item that was read is the first of the page.
        LastItem,

        // The list shifted: some item of the page is known, or the list begins there.
        AnyItem,
    }
}
