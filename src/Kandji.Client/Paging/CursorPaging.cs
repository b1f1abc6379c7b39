using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>
/// Lists that name the next page in each page: users and audit events (<c>cursor</c>), detections (<c>after</c>). The next page
/// is asked for before the items of this one are given out. Of a <c>next</c> that is a URL only the cursor is taken.
/// </summary>
internal static class CursorPaging
{
    // A filtered list may have an empty page between others; a service that only ever promises more has to end somewhere.
    private const int MostPagesWithoutNews = 3;

    /// <summary>Streams a list.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">Makes the request for the page that a cursor names; null for the first.</param>
    /// <param name="cursorName">The query parameter that carries the cursor.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiCaller caller,
        Func<string?, ApiRequest> request,
        string cursorName,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new SeenKeys();
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        int pagesWithoutNews = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>> underWay = caller.SendAsync(request(null), read, stop.Token);
        try
        {
            while (true)
            {
                Page<T> page = await underWay.ConfigureAwait(false);
                string? cursor = CursorOf(page.Next, cursorName);
                bool loops = cursor is not null && !cursors.Add(cursor);
                if (cursor is not null && !loops)
                    underWay = caller.SendAsync(request(cursor), read, stop.Token);
                bool hasNews = false;
                foreach (T item in page.Items)
                {
                    if (key?.Invoke(item) is { } known && !seen.Add(known))
                        continue;
                    hasNews = true;
                    yield return item;
                }
                pagesWithoutNews = hasNews ? 0 : pagesWithoutNews + 1;
                if (loops || (cursor is not null && pagesWithoutNews == MostPagesWithoutNews))
                    throw Incomplete.Repeats(request(cursor), seen.Count);
                if (cursor is null && page.Next is not null)
                    throw Incomplete.UnreadableNext(request(null), seen.Count);
                if (cursor is null)
                    yield break;
            }
        }
        finally
        {
            stop.Cancel();

            // Nobody will await this one; look at its exception so that it does not count as unobserved.
            _ = underWay.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The cursor in a <c>next</c>: the named parameter of a URL's query, or the whole text when it is a bare cursor.</summary>
    internal static string? CursorOf(string? next, string name)
    {
        if (string.IsNullOrEmpty(next))
            return null;
        int query = next!.IndexOf('?');
        if (query < 0)
            return next.IndexOf("://", StringComparison.Ordinal) >= 0 ? null : next;
        foreach (string pair in next.Substring(query + 1).Split('&', '#'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                return Uri.UnescapeDataString(pair.Substring(name.Length + 1).Replace('+', ' '));
        }
        return null;
    }
}
