using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Prism;

/// <summary>What can be asked of Prism: its rows by category, how many there are, and files of them.</summary>
public sealed class PrismOperations
{
    private const string Section = "Prism";
    private const int PageSize = 300;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    internal static readonly ApiOperation ActivationLock = ListOf("activation_lock", "Activation lock");

    internal static readonly ApiOperation ApplicationFirewall = ListOf("application_firewall", "Application firewall");

    internal static readonly ApiOperation Apps = ListOf("apps", "Applications");

    internal static readonly ApiOperation Cellular = ListOf("cellular", "Cellular");

    internal static readonly ApiOperation Certificates = ListOf("certificates", "Certificates");

    internal static readonly ApiOperation DesktopAndScreensaver = ListOf("desktop_and_screensaver", "Desktop and Screensaver");

    internal static readonly ApiOperation DeviceInformation = ListOf("device_information", "Device information");

    internal static readonly ApiOperation FileVault = ListOf("filevault", "FileVault");

    internal static readonly ApiOperation GatekeeperAndXProtect = ListOf("gatekeeper_and_xprotect", "Gatekeeper and XProtect");

    internal static readonly ApiOperation InstalledProfiles = ListOf("installed_profiles", "Installed profiles");

    internal static readonly ApiOperation KernelExtensions = ListOf("kernel_extensions", "Kernel Extensions");

    internal static readonly ApiOperation LaunchAgentsAndDaemons = ListOf("launch_agents_and_daemons", "Launch Agents and Daemons");

    internal static readonly ApiOperation LocalUsers = ListOf("local_users", "Local users");

    internal static readonly ApiOperation StartupSettings = ListOf("startup_settings", "Startup settings");

    internal static readonly ApiOperation SystemExtensions = ListOf("system_extensions", "System Extensions");

    internal static readonly ApiOperation TransparencyDatabase = ListOf("transparency_database", "Transparency database");

    internal static readonly ApiOperation Count = new("GET", "/api/v1/prism/count", Section, "Count")
    {
        Query = ["category"],
    };

    internal static readonly ApiOperation RequestExport = new("POST", "/api/v1/prism/export", Section, "Request category export")
    {
        Body = ["category", "blueprint_ids", "device_families", "filter", "sort_by"],
    };

    internal static readonly ApiOperation GetExport = new("GET", "/api/v1/prism/export/{export_id}", Section, "Get category export");

    private static readonly Dictionary<PrismCategory, Table> Tables = new()
    {
        [PrismCategory.ActivationLock] = Table.Of<PrismActivationLock>(ActivationLock, perDevice: true),
        [PrismCategory.ApplicationFirewall] = Table.Of<PrismApplicationFirewall>(ApplicationFirewall, perDevice: true),
        [PrismCategory.Apps] = Table.Of<PrismApp>(Apps, perDevice: false),
        [PrismCategory.Cellular] = Table.Of<PrismCellular>(Cellular, perDevice: true),
        [PrismCategory.Certificates] = Table.Of<PrismCertificate>(Certificates, perDevice: false),
        [PrismCategory.DesktopAndScreensaver] = Table.Of<PrismDesktopAndScreensaver>(DesktopAndScreensaver, perDevice: true),
        [PrismCategory.DeviceInformation] = Table.Of<PrismDeviceInformation>(DeviceInformation, perDevice: true),
        [PrismCategory.FileVault] = Table.Of<PrismFileVault>(FileVault, perDevice: true),
        [PrismCategory.GatekeeperAndXProtect] = Table.Of<PrismGatekeeperAndXProtect>(GatekeeperAndXProtect, perDevice: true),
        [PrismCategory.InstalledProfiles] = Table.Of<PrismInstalledProfile>(InstalledProfiles, perDevice: false),
        [PrismCategory.KernelExtensions] = Table.Of<PrismKernelExtension>(KernelExtensions, perDevice: false),
        [PrismCategory.LaunchAgentsAndDaemons] = Table.Of<PrismLaunchItem>(LaunchAgentsAndDaemons, perDevice: false),
        [PrismCategory.LocalUsers] = Table.Of<PrismLocalUser>(LocalUsers, perDevice: false),
        [PrismCategory.StartupSettings] = Table.Of<PrismStartupSettings>(StartupSettings, perDevice: true),
        [PrismCategory.SystemExtensions] = Table.Of<PrismSystemExtension>(SystemExtensions, perDevice: false),
        [PrismCategory.TransparencyDatabase] = Table.Of<PrismTransparencyDatabase>(TransparencyDatabase, perDevice: false),
    };

    private readonly ApiCaller _caller;

    internal PrismOperations(ApiCaller caller) => _caller = caller;

    /// <summary>Reads the rows of a category, streaming. Stands for GET /api/v1/prism/{category}.</summary>
    /// <param name="category">The category.</param>
    /// <param name="query">Which rows; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>
    /// Rows of the category's own type: <see cref="PrismApp"/> for <see cref="PrismCategory.Apps"/>. Rows that come and go while a
    /// long list is read may be missed.
    /// </returns>
    /// <exception cref="KandjiApiException">A page could not be read; the rows before it have been given out.</exception>
    public IAsyncEnumerable<PrismRow> ListAsync(PrismCategory category, PrismQuery? query = null, CancellationToken cancellationToken = default) =>
        TableOf(category).List(_caller, query ?? new PrismQuery(), cancellationToken);

    /// <summary>Counts the rows of a category, over all devices. Stands for GET /api/v1/prism/count.</summary>
    /// <param name="category">The category.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The number.</returns>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public async Task<PrismCount> CountAsync(PrismCategory category, CancellationToken cancellationToken = default)
    {
        ApiRequest request = new ApiRequest(Count).With("category", NameOf(category));
        PrismCount count = await _caller.GetAsync<PrismCount>(request, cancellationToken).ConfigureAwait(false);
        count.Category = category;
        return count;
    }

    /// <summary>Asks for a file with the rows of a category. Stands for POST /api/v1/prism/export.</summary>
    /// <param name="category">The category.</param>
    /// <param name="query">Which rows; null for all. Its First does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The export, as a rule not ready yet: see <see cref="GetExportAsync"/>.</returns>
    /// <exception cref="KandjiApiException">The service makes no files of this category (400), or the call failed.</exception>
    public Task<PrismExport> RequestExportAsync(PrismCategory category, PrismQuery? query = null, CancellationToken cancellationToken = default)
    {
        JsonBody body = new JsonBody { { "category", NameOf(category) } }
            .AddIfGiven("blueprint_ids", query?.BlueprintIds)
            .AddIfGiven("device_families", query?.DeviceFamilies)
            .AddIfGiven("filter", query?.Filter)
            .AddIfGiven("sort_by", query?.SortBy);
        return _caller.GetAsync<PrismExport>(new ApiRequest(RequestExport).WithJson(body), cancellationToken);
    }

    /// <summary>Reads how far an export is. Stands for GET /api/v1/prism/export/{export_id}.</summary>
    /// <param name="exportId">The export's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The export; with the address of the file once that is ready.</returns>
    /// <exception cref="KandjiApiException">There is no such export, or the call failed.</exception>
    public Task<PrismExport> GetExportAsync(string exportId, CancellationToken cancellationToken = default) =>
        _caller.GetAsync<PrismExport>(new ApiRequest(GetExport, exportId), cancellationToken);

    /// <summary>Waits until an export is ready, asking more and more seldom, at last every five seconds.</summary>
    /// <param name="export">The export as it was last seen.</param>
    /// <param name="progress">Is told of each answer; may be null.</param>
    /// <param name="cancellationToken">Ends the waiting; the service goes on.</param>
    /// <returns>The export as it was at last: ready, or failed.</returns>
    /// <exception cref="KandjiApiException">A call failed.</exception>
    public async Task<PrismExport> WaitForExportAsync(
        PrismExport export, IProgress<PrismExport>? progress = null, CancellationToken cancellationToken = default)
    {
        TimeSpan pause = TimeSpan.Zero;
        _ = export ?? throw new ArgumentNullException(nameof(export));
        while (!export.IsReady && !export.HasFailed)
        {
            await _caller.Clock.Wait(pause, cancellationToken).ConfigureAwait(false);
            export = await GetExportAsync(export.Id!, cancellationToken).ConfigureAwait(false);
            progress?.Report(export);
            pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 2));
        }
        return export;
    }

    /// <summary>Fetches the file of an export that is ready. The token does not go where the file is.</summary>
    /// <param name="export">The export.</param>
    /// <param name="path">The name that the file gets once it is whole.</param>
    /// <param name="overwrite">Whether it may take the place of another file.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the transfer and leaves no file.</param>
    /// <returns>A task that ends when the file is there.</returns>
    /// <exception cref="InvalidOperationException">The export is not ready.</exception>
    /// <exception cref="KandjiApiException">The store refused, could not be reached, or sent less than it announced.</exception>
    /// <exception cref="System.IO.IOException">The file exists and may not be overwritten, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task DownloadExportAsync(
        PrismExport export, string path, bool overwrite, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        if (!(export ?? throw new ArgumentNullException(nameof(export))).IsReady)
            throw new InvalidOperationException($"The export {export} is not ready.");
        if (!Uri.TryCreate(export.SignedUrl, UriKind.Absolute, out Uri? address))
            throw new KandjiApiException(KandjiErrorKind.InvalidResponse, "The service named no address for the file of the export.");
        return _caller.DownloadAsync(address, path, overwrite, progress, cancellationToken);
    }

    /// <summary>The API's name of a category: <c>activation_lock</c>.</summary>
    /// <param name="category">The category.</param>
    /// <returns>The name.</returns>
    public static string NameOf(PrismCategory category)
    {
        string path = TableOf(category).Operation.Path;
        return path.Substring(path.LastIndexOf('/') + 1);
    }

    /// <summary>The type of a category's rows.</summary>
    /// <param name="category">The category.</param>
    /// <returns>A type that derives from <see cref="PrismRow"/>.</returns>
    public static Type RowTypeOf(PrismCategory category) => TableOf(category).RowType;

    internal static ApiOperation OperationOf(PrismCategory category) => TableOf(category).Operation;

    private static ApiOperation ListOf(string name, string permission) => new("GET", "/api/v1/prism/" + name, Section, permission)
    {
        Query = ["blueprint_ids", "device_families", "filter", "sort_by", "limit", "offset"],
    };

    private static Table TableOf(PrismCategory category) =>
        Tables.TryGetValue(category, out Table? table) ? table : throw new ArgumentOutOfRangeException(nameof(category), category, "There is no such category.");

    private sealed record Table(ApiOperation Operation, Type RowType, Func<ApiCaller, PrismQuery, CancellationToken, IAsyncEnumerable<PrismRow>> List)
    {
        // Where a device has one row at most, it is the row's key. Elsewhere two rows may well be equal.
        public static Table Of<T>(ApiOperation operation, bool perDevice)
            where T : PrismRow, new() =>
            new(operation, typeof(T), (caller, query, token) => Stream<T>(caller, operation, query, perDevice, token));

        private static IAsyncEnumerable<T> Stream<T>(ApiCaller caller, ApiOperation operation, PrismQuery query, bool perDevice, CancellationToken cancellationToken)
            where T : PrismRow, new()
        {
            var context = new ReadContext();
            string? filter = query.Filter is null ? null : Encoding.UTF8.GetString(JsonBody.ToUtf8(query.Filter));
            string? blueprints = Joined(query.BlueprintIds);
            string? families = Joined(query.DeviceFamilies);
            return CountedPaging.ByOffset(
                caller,
                (limit, offset) => new ApiRequest(operation)
                    .With("blueprint_ids", blueprints)
                    .With("device_families", families)
                    .With("filter", filter)
                    .With("sort_by", query.SortBy)
                    .With("limit", limit)
                    .With("offset", offset),
                (int)Math.Min(PageSize, query.First ?? PageSize),
                response => PageReader.ReadEnvelope<T>(response, context, "data"),
                perDevice ? row => row.DeviceId : null,
                cancellationToken,
                query.First);
        }

        private static string? Joined(IReadOnlyList<string>? values) => values is null ? null : string.Join(",", values);
    }
}
