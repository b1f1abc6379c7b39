using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>Reads pages after the first, of which the server may say that they do not exist.</summary>
internal static class OptionalPage
{
    /// <summary>Sends the request for a page.</summary>
    /// <param name="connection">Sends the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the page.</param>
    /// <param name="mayBeGone">Indicates whether the page is not the first: "not found" then speaks of the page, not of the list.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The page; one that <see cref="Page{T}.IsGone"/> when the server answered that there is none.</returns>
    public static async Task<Page<T>> ReadAsync<T>(
        ApiConnection connection, ApiRequest request, Func<ApiResponse, Page<T>> read, bool mayBeGone, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync(request, read, cancellationToken).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (mayBeGone && e.Kind == KandjiErrorKind.NotFound)
        {
            return new Page<T> { IsGone = true };
        }
    }
}
