using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>
/// Lists that tell how many items they have: by <c>limit</c> and <c>offset</c> (<see cref="ByOffset"/>), or by page number
/// (<see cref="ByNumber"/>). Several pages are asked for at once, as many as the first page's count says there are. A list
/// whose count changes while it is read, or in which an item comes twice, has shifted and may have hidden items: it is read
/// again, and what is new given out. A list that ends before its count is an error, not a shorter list.
/// </summary>
internal static class CountedPaging
{
    private const int MostPasses = 3;

    /// <summary>Streams a list that is read by <c>limit</c> and <c>offset</c>.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for the items from an offset.</param>
    /// <param name="pageSize">The most items that one page may have; the server may give fewer.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <param name="first">How many items to give out at most; null for all. Pages beyond these are not asked for.</param>
    public static IAsyncEnumerable<T> ByOffset<T>(
        ApiCaller caller,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken,
        long? first = null) =>
        StreamAsync(caller, (index, size) => request(pageSize, index * size), read, key, first, cancellationToken);

    /// <summary>Streams a list that is read by page numbers, the first being 1.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for a page.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static IAsyncEnumerable<T> ByNumber<T>(
        ApiCaller caller,
        Func<long, ApiRequest> request,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken) =>
        StreamAsync(caller, (index, _) => request(index + 1), read, key, null, cancellationToken);

    private static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiCaller caller,
        Func<long, int, ApiRequest> request,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        long? first,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new SeenKeys();
        long left = first ?? long.MaxValue;
        for (int pass = 1; ; pass++)
        {
            var inThisPass = new SeenKeys();
            int size = 0;
            long received = 0, repeated = 0, index = 0;
            long? total = null, least = null;
            bool changed = false;
            using var pages = new ReadAhead<T>((i, token) => FetchAsync(caller, request(i, size), read, i > 0, token), cancellationToken);
            for (; index < pages.Pages; index++)
            {
                Page<T> page = await pages.NextAsync().ConfigureAwait(false);
                changed |= total is not null && page.Total is not null && page.Total != total;
                total = page.Total ?? total;
                least = least < page.Total ? least : page.Total ?? least;

                // The size of a full page is what the server gives, whatever was asked for.
                if (index == 0)
                    size = Math.Max(1, page.Items.Count);
                pages.Pages = Math.Min(PagesOf(page, index, size), index + 1 + PagesFor(left - page.Items.Count, size));
                pages.Fill();

                bool getsOn = false;
                foreach (T item in page.Items)
                {
                    received++;
                    string? known = key?.Invoke(item);
                    bool isNew = known is null || inThisPass.Add(known);
                    getsOn |= isNew;
                    if (!isNew)
                        repeated++;
                    if (known is null ? pass > 1 : !given.Add(known))
                        continue;
                    yield return item;
                    if (--left == 0)
                        yield break;
                }
                if (!getsOn)
                {
                    changed |= page.Next is not null;
                    break;
                }
            }

            bool isWhole = !changed && repeated == 0 && (total is null || received >= total);
            // Without keys nothing can be said of what a list hid that changed, and reading it again would repeat it all.
            if (isWhole || (key is null && (least is null || received >= least)))
                yield break;
            if (pass == MostPasses || key is null)
            {
                ApiRequest last = request(Math.Min(index, pages.Pages - 1), size);
                throw repeated > 0 ? Incomplete.Repeats(last, given.Count)
                    : received < total ? Incomplete.EndedEarly(last, received, total.Value)
                    : Incomplete.KeepsChanging(last, received);
            }
        }
    }

    private static long PagesFor(long items, int size) => items <= 0 ? 0 : ((items - 1) / size) + 1;

    // With neither a count nor a word about the next page, only an empty page is the end.
    private static long PagesOf<T>(Page<T> page, long index, int size) => page switch
    {
        { Total: { } total } => total <= size ? 1 : Math.Max(index + 1, ((total - 1) / size) + 1),
        { TellsNext: true } => page.Next is null ? index + 1 : index + 2,
        _ => page.Items.Count == 0 ? index + 1 : index + 2,
    };

    // A page after the first that no longer exists is the end of a list that became shorter meanwhile.
    private static async Task<Page<T>> FetchAsync<T>(
        ApiCaller caller, ApiRequest request, Func<ApiResponse, Page<T>> read, bool mayBeGone, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.SendAsync(request, read, cancellationToken).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (mayBeGone && e.Kind == KandjiErrorKind.NotFound)
        {
            return new Page<T>();
        }
    }
}
