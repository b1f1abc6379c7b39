using Kandji.Client.Http;
using Kandji.Client.Http.Files;
using Kandji.Client.Json;

namespace Kandji.Client.Prism;

/// <summary>The operations of Prism: rows by category, counts, and exports to files.</summary>
public sealed class PrismOperations
{
    private const string Section = "Prism";
    private static readonly TimeSpan InitialPollInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(5);

    internal static readonly ApiOperation Count = new("GET", "/api/v1/prism/count", Section, "Count")
    {
        Query = ["category"],
    };

    internal static readonly ApiOperation RequestExport = new("POST", "/api/v1/prism/export", Section, "Request category export")
    {
        Body = ["category", "blueprint_ids", "device_families", "filter", "sort_by"],
        MayChange = false,
    };

    internal static readonly ApiOperation GetExport = new("GET", "/api/v1/prism/export/{export_id}", Section, "Get category export");

    private readonly ApiConnection _connection;

    internal PrismOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Reads the rows of a category, streaming. Stands for GET /api/v1/prism/{category}.</summary>
    /// <param name="category">The category.</param>
    /// <param name="query">Which rows; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>
    /// Rows of the category's own type: <see cref="PrismApp"/> for <see cref="PrismCategory.Apps"/>. Rows that come and go while a
    /// long list is read may be missed.
    /// </returns>
    /// <exception cref="KandjiApiException">A page could not be read; the rows before it have been given out.</exception>
    public IAsyncEnumerable<PrismRow> ListAsync(
        PrismCategory category, PrismQuery? query = null, CancellationToken cancellationToken = default) =>
        PrismRows.For(category).ListAsync(_connection, query ?? new PrismQuery(), cancellationToken);

    /// <summary>Counts the rows of a category, over all devices. Stands for GET /api/v1/prism/count.</summary>
    /// <param name="category">The category.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The number.</returns>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public async Task<PrismCount> CountAsync(PrismCategory category, CancellationToken cancellationToken = default)
    {
        ApiRequest request = new ApiRequest(Count).With("category", GetName(category));
        PrismCount count = await _connection.SendAsync(request, ReadCount, cancellationToken).ConfigureAwait(false);
        count.Category = category;
        return count;
    }

    // Some services write -1 where they do not know: neither that nor nothing is a number of rows.
    internal static PrismCount ReadCount(ApiResponse response)
    {
        PrismCount count = ApiConnection.ReadObject<PrismCount>(response);
        return count.Count >= 0 ? count : throw new UnexpectedJsonException("it has no 'count' that is a number of rows");
    }

    /// <summary>Asks for a file with the rows of a category. Stands for POST /api/v1/prism/export.</summary>
    /// <param name="category">The category.</param>
    /// <param name="query">Which rows; null for all. Its First does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The export, as a rule not ready yet: see <see cref="GetExportAsync"/>.</returns>
    /// <exception cref="KandjiApiException">The service makes no files of this category (400), or the call failed.</exception>
    public Task<PrismExport> RequestExportAsync(
        PrismCategory category, PrismQuery? query = null, CancellationToken cancellationToken = default)
    {
        JsonBody body = new JsonBody { { "category", GetName(category) } }
            .AddIfGiven("blueprint_ids", query?.BlueprintIds)
            .AddIfGiven("device_families", query?.DeviceFamilies)
            .AddIfGiven("filter", query?.Filter)
            .AddIfGiven("sort_by", query?.SortBy);
        return _connection.GetAsync<PrismExport>(new ApiRequest(RequestExport).WithJson(body), cancellationToken);
    }

    /// <summary>Reads how far an export is. Stands for GET /api/v1/prism/export/{export_id}.</summary>
    /// <param name="exportId">The export's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The export; with the address of the file once that is ready.</returns>
    /// <exception cref="KandjiApiException">There is no such export, or the call failed.</exception>
    public Task<PrismExport> GetExportAsync(string exportId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<PrismExport>(
            new ApiRequest(GetExport, exportId), exportId, static export => [export.Id], cancellationToken);

    /// <summary>Waits until an export is ready, asking more and more seldom, at last every five seconds.</summary>
    /// <param name="export">The export as it was last seen.</param>
    /// <param name="progress">Is told of each answer; may be null.</param>
    /// <param name="cancellationToken">Ends the waiting; the service goes on.</param>
    /// <returns>The export as it was at last: ready, or failed.</returns>
    /// <exception cref="KandjiApiException">A call failed, or the export has no id.</exception>
    public async Task<PrismExport> WaitForExportAsync(
        PrismExport export, IProgress<PrismExport>? progress = null, CancellationToken cancellationToken = default)
    {
        TimeSpan pause = TimeSpan.Zero;
        _ = export ?? throw new ArgumentNullException(nameof(export));
        while (!export.IsReady && !export.HasFailed)
        {
            if (string.IsNullOrEmpty(export.Id))
                throw new KandjiApiException(
                    KandjiErrorKind.InvalidResponse, "The service named no id for the export, so that it cannot be asked about.");
            await _connection.Clock.Wait(pause, cancellationToken).ConfigureAwait(false);
            export = await GetExportAsync(export.Id!, cancellationToken).ConfigureAwait(false);
            progress?.Report(export);
            pause = pause == TimeSpan.Zero ? InitialPollInterval : TimeSpan.FromTicks(Math.Min(MaxPollInterval.Ticks, pause.Ticks * 2));
        }
        return export;
    }

    /// <summary>Fetches the file of an export that is ready. The token does not go where the file is.</summary>
    /// <param name="export">The export.</param>
    /// <param name="path">The name that the file gets once it is whole.</param>
    /// <param name="overwrite">Indicates whether it may take the place of another file.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the transfer and leaves no file.</param>
    /// <returns>A task that ends when the file is there.</returns>
    /// <exception cref="InvalidOperationException">The export is not ready.</exception>
    /// <exception cref="KandjiApiException">The store refused, could not be reached, or sent less than it announced.</exception>
    /// <exception cref="System.IO.IOException">The file exists and may not be overwritten, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task DownloadExportAsync(
        PrismExport export, string path, bool overwrite, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        if (!(export ?? throw new ArgumentNullException(nameof(export))).IsReady)
            throw new InvalidOperationException($"The export {export} is not ready.");
        if (!Uri.TryCreate(export.SignedUrl, UriKind.Absolute, out Uri? address))
            throw new KandjiApiException(KandjiErrorKind.InvalidResponse, "The service named no address for the file of the export.");
        return _connection.DownloadAsync(address, path, overwrite, sha256: null, progress, cancellationToken);
    }

    /// <summary>The API's name of a category: <c>activation_lock</c>.</summary>
    /// <param name="category">The category.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public static string GetName(PrismCategory category) => PrismCategoryAttribute.For(category).Name;

    /// <summary>The type of a category's rows.</summary>
    /// <param name="category">The category.</param>
    /// <returns>A type that derives from <see cref="PrismRow"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public static Type GetRowType(PrismCategory category) => PrismCategoryAttribute.For(category).RowType;
}
