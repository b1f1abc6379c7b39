using System.Globalization;
using System.Runtime.CompilerServices;
using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>
/// Lists that are read by <c>limit</c> and <c>offset</c> (<see cref="ByOffset"/>), by page number (<see cref="ByNumber"/>), or by
/// a cursor or, where the service names none, by offset (<see cref="ByCursorOrOffset"/>). Several pages are asked for at once where
/// a count says that there are so many. Where a page has the key that names the next page, no count ends the list before it; elsewhere
/// the count does, unless pages go on being full. At the end, fewer distinct items than the highest count that was seen is an
/// error, and more is complete: a count has been seen to be the length of the page, 0 and -1. A list in which an item comes
/// twice, or a page in the middle comes short, has shifted and may have hidden items: it is read again if its items have a key,
/// and what is new given out. Where nothing counts a list that is read by offset, each page begins with the last item of the one before,
/// so that a list that became shorter meanwhile is noticed there, too.
/// </summary>
internal static class CountedPaging
{
    private const int MaxPasses = 3;

    // A filtered list may have an empty page between others; a service that only ever promises more has to end somewhere.
    private const int MostPagesWithoutNews = 3;

    /// <summary>Streams a list that is read by <c>limit</c> and <c>offset</c>.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="request">Makes the request for the items from an offset.</param>
    /// <param name="pageSize">The most items that one page may have; the server may give fewer.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <param name="first">How many items to give out at most; null for all. Pages beyond these are not asked for.</param>
    public static IAsyncEnumerable<T> ByOffset<T>(
        ApiConnection connection,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken,
        long? first = null) =>
        StreamAsync(connection, place => request(pageSize, place.Offset), pageSize, Style.Offset, read, key, first, cancellationToken);

    /// <summary>Streams a list that is read by page numbers, the first being 1.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="request">Makes the request for a page.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <param name="pageSize">The most items that one page may have, where the request says; null where the server decides.</param>
    public static IAsyncEnumerable<T> ByNumber<T>(
        ApiConnection connection,
        Func<long, ApiRequest> request,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken,
        int? pageSize = null) =>
        StreamAsync(connection, place => request(place.Index + 1), pageSize, Style.Number, read, key, null, cancellationToken);

    /// <summary>
    /// Streams a list whose pages name a cursor. One whose pages have no such key is read by offset until a page is empty or short.
    /// A first page whose cursor is null is the end, unless its count or its length says that there is more: then it is read by
    /// offset, too, and ends if that answers the first page again.
    /// </summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="request">Makes the request from an offset, or for a cursor; of the first page both are null.</param>
    /// <param name="pageSize">The most items that one page may have; the server may give fewer.</param>
    /// <param name="read">Reads a page; its <see cref="Page{T}.Next"/> is the cursor.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <param name="first">How many items to give out at most; null for all. Pages beyond these are not asked for.</param>
    public static IAsyncEnumerable<T> ByCursorOrOffset<T>(
        ApiConnection connection,
        Func<int, long?, string?, ApiRequest> request,
        int pageSize,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken,
        long? first = null) =>
        StreamAsync(
            connection,
            place => request(pageSize, place.Index == 0 || place.Cursor is not null ? null : place.Offset, place.Cursor),
            pageSize, Style.CursorOrOffset, read, key, first, cancellationToken);

    private static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiConnection connection,
        Func<PagePosition, ApiRequest> request,
        int? asked,
        Style style,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        long? first,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new CompactKeySet();
        bool mayNameCursors = style == Style.CursorOrOffset;
        long left = first ?? long.MaxValue, written = 0;
        for (int pass = 1; ; pass++)
        {
            var inThisPass = new CompactKeySet();
            var prints = new HashSet<ulong>();
            var cursors = new HashSet<string>(StringComparer.Ordinal);
            int size = 0, longest = 0, pagesWithoutNews = 0;
            long received = 0, distinct = 0, index = 0;
            long? highest = null, nextOffset = null;
            string? cursor = null, joint = null;
            bool isBroken = false, hasGap = false, isTorn = false;
            bool wasShort = false, wasNamed = false, endWasNamed = false, looksBeyond = false;
            PagePosition At(long i) => new(i, i == 0 ? 0 : nextOffset ?? (i * size), cursor);
            using var pages =
                new ReadAhead<T>(
                    (i, token) => OptionalPage.ReadAsync(connection, request(At(i)), read, i > 0, token),
                    connection.Clock,
                    cancellationToken);
            for (; index < pages.Pages; index++)
            {
                PagePosition here = At(index);
                bool isInSequence = nextOffset is not null || cursor is not null;
                Page<T> page = await pages.NextAsync().ConfigureAwait(false);
                int count = page.Items.Count;
                bool repeats = count > 0 && !prints.Add(page.Fingerprint);
                highest = page.Total is { } total ? Math.Max(highest ?? total, total) : highest;

                // Where the end was named and an offset leads back to the beginning, it is not applied, and the end was the end.
                if (repeats && endWasNamed && index == 1)
                {
                    received = distinct;
                    break;
                }
                if (repeats && key is null)
                    throw IncompleteListException.Repeats(request(here), written);

                // The item that both pages have is not given out again.
                bool overlaps = joint is not null && !page.IsGone;
                isTorn |= overlaps && (count == 0 || Identify(page, 0, key) != joint);
                if (isTorn)
                    break;
                bool isEnd = overlaps && count == 1;
                int added = overlaps ? count - 1 : count;

                // The size of a full page is what the server gives, whatever was asked for. A page that others follow and that is
                // shorter has hidden something, unless the next one was asked for by what had come.
                if (index == 0)
                    size = Math.Max(1, count);
                hasGap |= count > 0 && !isInSequence && (wasShort || (index > 0 && count > size));
                hasGap |= count > 0 && cursor is not null && highest is null && (wasShort || count > longest) && index > 0;
                hasGap |= count > 0 && looksBeyond;
                longest = Math.Max(longest, count);
                wasShort = count < longest;

                // Of numbered pages the one after the last does not exist; so it is with a list that became shorter meanwhile.
                isBroken |= page.IsGone && (wasNamed || style != Style.Number);

                bool isCursor = mayNameCursors && page.Next is not null && (index == 0 || cursor is not null);
                bool loops = isCursor && !cursors.Add(page.Next!);
                bool isUnreadable = page.IsNextUnreadable || (cursor is not null && !page.TellsNext);
                bool goesOn = !loops && !isUnreadable && !page.IsGone && !isEnd
                    && (isCursor
                        || (cursor is null
                            && GoesOn(page, mayNameCursors, received + added, highest, asked ?? size, index == 0
                                && style == Style.CursorOrOffset)));
                endWasNamed |= mayNameCursors && index == 0 && page.TellsNext && page.Next is null;
                wasNamed = page.Next is not null;

                // Nothing but an empty page tells the end of a list without a count: one from the position after it must be empty, too.
                looksBeyond = !goesOn && !looksBeyond && count == 0 && index > 0 && style != Style.Number && page.Next is null
                    && !(highest > 0)
                    && cursor is null && !isUnreadable && !(page.TellsNext && style == Style.Offset);
                goesOn |= looksBeyond;
                long needed = PagesFor(left - added, size);
                if (isCursor)
                    cursor = page.Next;

                // By count, pages are asked for ahead. Otherwise, and after a short page, the next one is asked for from where this one
                // ended.
                bool isCounted = cursor is null && highest > received + added
                    && (style == Style.Number || received + added == (index + 1) * size);
                nextOffset = goesOn && !isCounted && !pages.HasMoreUnderWay && style != Style.Number
                    ? received + added + (looksBeyond ? 1 : 0)
                    : null;

                // Nothing tells how many items there are: the next page has to join on.
                joint = nextOffset is not null && cursor is null && count > 1 && !(highest > received + added)
                    ? Identify(page, count - 1, key)
                    : null;
                nextOffset -= joint is null ? 0 : 1;
                pages.Pages = goesOn
                    ? Math.Min(isCounted ? Math.Max(index + 2, PagesFor(highest!.Value, size)) : index + 2, index + 1 + needed)
                    : index + 1;
                pages.Fill();

                bool getsOn = false;
                foreach (T item in page.Items.Skip(count - added))
                {
                    received++;

                    // Of items that should have a key and do not, only the page as a whole can tell whether they came before.
                    string? known = key?.Invoke(item);
                    if (known is null ? repeats : !inThisPass.Add(known))
                        continue;
                    getsOn = true;
                    distinct++;
                    if (known is null ? pass > 1 : !given.Add(known))
                        continue;
                    written++;
                    yield return item;
                    if (--left == 0)
                        yield break;
                }
                if (page.IsGone && cursor is not null)
                    throw IncompleteListException.PageGone(request(here), written);
                if (isUnreadable)
                    throw IncompleteListException.UnreadableNext(request(here), written);
                pagesWithoutNews = getsOn ? 0 : pagesWithoutNews + 1;
                if (loops || pagesWithoutNews == MostPagesWithoutNews)
                    throw IncompleteListException.Repeats(request(here), written);
                if (!getsOn && cursor is null && ((count > 0 && !isEnd) || page.Next is not null))
                {
                    isBroken = true;
                    break;
                }

                // By offset, rows after this page would be given out again.
                if (hasGap && key is null && cursor is null)
                    break;
            }

            bool isWhole = !isBroken && !hasGap && !isTorn && received == distinct && !(distinct < highest);
            if (isWhole)
                yield break;

            // Without keys nothing can be said of what a list hid that changed, and reading it again would repeat it all.
            if (pass == MaxPasses || key is null)
            {
                ApiRequest last = request(At(Math.Max(0, Math.Min(index, pages.Pages - 1))));
                throw received > distinct ? IncompleteListException.Repeats(last, written)
                    : distinct < highest ? IncompleteListException.EndedEarly(last, distinct, highest.Value)
                    : isTorn ? IncompleteListException.DoesNotJoinOn(last, written)
                    : hasGap || key is null ? IncompleteListException.HasGap(last, distinct)
                    : IncompleteListException.KeepsChanging(last, distinct);
            }
        }
    }

    // What tells an item from others: its key, or all of it.
    private static string Identify<T>(Page<T> page, int index, Func<T, string?>? key) =>
        key?.Invoke(page.Items[index])
            ?? (index == 0 ? page.FirstFingerprint : page.LastFingerprint).ToString(CultureInfo.InvariantCulture);

    private static long PagesFor(long items, int size) => items <= 0 ? 0 : ((items - 1) / size) + 1;

    // Tells whether another page follows one that names no cursor. The key for the next page decides. Where it names none although a count
    // says that there is more, the next page decides: behavioral detections never name one. Without the key, a page that is full, or as
    // long as a limit of the service's own may be, is not taken for the last only because a count says so.
    private static bool GoesOn<T>(Page<T> page, bool mayNameCursors, long received, long? highest, int full, bool endsWhenShort)
    {
        int count = page.Items.Count;
        bool mayBeFull = count >= full || (page.Limit is { } limit ? count >= limit : count % 10 == 0);
        if (page.TellsNext && !(mayNameCursors && page.Next is null))
            return page.Next is not null || (count > 0 && highest > received);
        if (count == 0)
            return false;
        return highest > received || mayBeFull || (!endsWhenShort && !(highest > 0));
    }

    private enum Style
    {
        Offset,
        Number,
        CursorOrOffset,
    }

    // Where a page begins, in each of the ways to say it.
    private readonly record struct PagePosition(long Index, long Offset, string? Cursor);
}
