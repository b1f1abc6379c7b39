using System.Runtime.CompilerServices;
using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>
/// Lists that name the next page in each page: users and audit events (<c>cursor</c>), detections (<c>after</c>). The next page
/// is asked for before the items of this one are given out. Of a <c>next</c> that is a URL only the cursor is taken. Null and ""
/// are the end; anything that cannot be followed is an error, and so is a page that comes again. In an unfiltered list every page
/// but the last is as long as the longest: a shorter one is asked for again, and if it stays short, the list ends with an error.
/// </summary>
internal static class CursorPaging
{
    // A filtered list may have an empty page between others; a service that only ever promises more has to end somewhere.
    private const int MaxPagesWithoutNewItems = 3;

    /// <summary>Streams a list.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="request">Makes the request for the page that a cursor names; null for the first.</param>
    /// <param name="cursorName">The query parameter that carries the cursor.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="key">The unique key of an item; null when items have none.</param>
    /// <param name="isFiltered">
    /// Indicates whether the request asks for a part of the list, so that pages between others may be short.
    /// </param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        ApiConnection connection,
        Func<string?, ApiRequest> request,
        string cursorName,
        Func<ApiResponse, Page<T>> read,
        Func<T, string?>? key,
        bool isFiltered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new CompactKeySet();
        var prints = new HashSet<ulong>();
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        int pagesWithoutNews = 0, longest = 0, shortestBetween = int.MaxValue;
        long given = 0;
        long? highest = null;
        string? asked = null;
        bool wasReadAgain = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>> underWay = connection.SendAsync(request(null), read, stop.Token);
        try
        {
            while (true)
            {
                Page<T> page = await underWay.ConfigureAwait(false);
                if (!isFiltered && page.Next is not null && page.Items.Count < Math.Max(longest, 1) && !wasReadAgain)
                {
                    wasReadAgain = true;
                    Page<T> again = await OptionalPage.ReadAsync(connection, request(asked), read, asked is not null, stop.Token)
                        .ConfigureAwait(false);
                    page = again.Items.Count > page.Items.Count ? again : page;
                }
                longest = Math.Max(longest, page.Items.Count);
                highest = page.Total is { } total ? Math.Max(highest ?? total, total) : highest;
                string? cursor = ParseCursor(page.Next, cursorName);
                if (cursor is not null)
                    shortestBetween = Math.Min(shortestBetween, page.Items.Count);
                bool loops = cursor is not null && !cursors.Add(cursor);
                bool repeats = page.Items.Count > 0 && !prints.Add(page.Fingerprint);
                if (repeats && key is null)
                    throw IncompleteListException.Repeats(request(asked), given);
                if (cursor is not null && !loops)
                    underWay = OptionalPage.ReadAsync(connection, request(cursor), read, true, stop.Token);
                bool hasNews = false;
                foreach (T item in page.Items)
                {
                    // Of items that should have a key and do not, only the page as a whole can tell whether they came before.
                    if (key?.Invoke(item) is { } known ? !seen.Add(known) : repeats)
                        continue;
                    hasNews = true;
                    given++;
                    yield return item;
                }
                pagesWithoutNews = hasNews ? 0 : pagesWithoutNews + 1;
                if (loops || (!hasNews && page.Items.Count > 0) || (cursor is not null && pagesWithoutNews == MaxPagesWithoutNewItems))
                    throw IncompleteListException.Repeats(request(asked), given);
                if (page.IsGone)
                    throw IncompleteListException.PageGone(request(asked), given);
                if (!page.TellsNext || page.IsNextUnreadable || (cursor is null && page.Next is not null))
                    throw IncompleteListException.UnreadableNext(request(asked), given);
                if (cursor is null)
                {
                    if (highest > given)
                        throw IncompleteListException.EndedEarly(request(asked), given, highest.Value);
                    if (!isFiltered && shortestBetween < longest)
                        throw IncompleteListException.HasGap(request(asked), given);
                    yield break;
                }
                asked = cursor;
            }
        }
        finally
        {
            stop.Cancel();

            // Nobody will await this one; look at its exception so that it does not count as unobserved.
            _ = underWay.ContinueWith(
                static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The cursor in a <c>next</c>: the named parameter of a URL's query, or the whole text when it is a bare cursor.</summary>
    internal static string? ParseCursor(string? next, string name)
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
