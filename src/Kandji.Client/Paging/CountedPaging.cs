using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>
/// Lists that tell how many items they have: by <c>limit</c> and <c>offset</c> (<see cref="ByOffset"/>), or by page number
/// (<see cref="ByNumber"/>). Several pages are asked for at once, as many as the first page's count says there are. A list
/// that ends before its count is an error, not a shorter list.
/// </summary>
internal static class CountedPaging
{
    /// <summary>Streams a list that is read by <c>limit</c> and <c>offset</c>.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for the items from an offset.</param>
    /// <param name="pageSize">The most items that one page may have; the server may give fewer.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static IAsyncEnumerable<T> ByOffset<T>(
        ApiCaller caller,
        Func<int, long, ApiRequest> request,
        int pageSize,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken) =>
        StreamAsync(caller, (index, size) => request(pageSize, index * (size ?? pageSize)), read, key, cancellationToken);

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
        StreamAsync(caller, (index, _) => request(index + 1), read, key, cancellationToken);

    private static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiCaller caller,
        Func<long, int?, ApiRequest> request,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new SeenKeys();
        int? size = null;
        long received = 0;
        using var pages = new ReadAhead<T>((index, token) => caller.SendAsync(request(index, size), read, token), cancellationToken);
        for (long index = 0; ; index++)
        {
            Page<T>? page = await pages.NextAsync().ConfigureAwait(false);
            if (page is null)
                yield break;

            // The size of a full page is what the server gives, whatever was asked for.
            if (index == 0)
                size = Math.Max(1, page.Items.Count);
            if (page.Total is { } total)
                pages.Pages = Math.Max(index + 1, (total + size!.Value - 1) / size.Value);
            else if (page.Next is null)
                pages.Pages = index + 1;
            pages.Fill();

            received += page.Items.Count;
            int before = seen.Count;
            foreach (T item in page.Items)
            {
                if (key?.Invoke(item) is not { } known || seen.Add(known))
                    yield return item;
            }

            bool goesOn = index + 1 < pages.Pages;
            if (goesOn && key is not null && page.Items.Count > 0 && seen.Count == before)
                throw Incomplete.Repeats(request(index, size), before);
            if (page.Total is { } counted && received < counted && (!goesOn || page.Items.Count == 0))
                throw Incomplete.EndedEarly(request(index, size), received, counted);
            if (goesOn && page.Items.Count == 0)
                yield break;
        }
    }
}
