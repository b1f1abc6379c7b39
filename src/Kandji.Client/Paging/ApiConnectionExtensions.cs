using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Paging;

/// <summary>Extends the connection with lists that have no pages.</summary>
internal static class ApiConnectionExtensions
{
    /// <summary>Sends a request that answers with an array, all at once.</summary>
    public static Task<T[]> GetArrayAsync<T>(this ApiConnection connection, ApiRequest request, CancellationToken cancellationToken)
        where T : KandjiObject, new() =>
        connection.SendAsync(
            request,
            static response => PageReader.ReadArray<T>(response, StringPool.ForSingleResponse()).Items.ToArray(),
            cancellationToken);
}
