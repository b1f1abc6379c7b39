using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Paging;
using Kandji.Client.Prism;

namespace Kandji.Client.Devices;

/// <summary>The operations on devices.</summary>
public sealed partial class DeviceOperations
{
    private const string Section = "Devices";
    private const int PagesWorthCounting = 4;

    internal static readonly ApiOperation List = new("GET", "/api/v1/devices", Section, "Device list")
    {
        Query =
        [
            "asset_tag", "blueprint_id", "device_id", "device_name", "filevault_enabled", "mac_address", "model", "ordering", "os_version",
            "platform", "serial_number", "tag_name", "tag_name_in", "tag_id", "tag_id_in", "user", "user_email", "user_email_exact",
            "user_id", "user_name", "limit", "offset",
        ],
    };

    internal static readonly ApiOperation Get = new("GET", "/api/v1/devices/{device_id}", Section, "Device ID");

    internal static readonly ApiOperation Update = new("PATCH", "/api/v1/devices/{device_id}", Section, "Update device")
    {
        Body = ["user", "asset_tag", "blueprint_id", "tags"],
    };

    internal static readonly ApiOperation Delete = new("DELETE", "/api/v1/devices/{device_id}", "Device Actions", "Delete device");

    private readonly ApiConnection _connection;

    internal DeviceOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists devices, streaming; the next pages are read ahead. Stands for GET /api/v1/devices.</summary>
    /// <param name="query">Which devices; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each device once, in a stable order.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the devices before it have been given out.</exception>
    public IAsyncEnumerable<Device> ListAsync(DeviceQuery? query = null, CancellationToken cancellationToken = default) =>
        StreamAsync<Device>(query ?? new DeviceQuery(), device => device.DeviceId ?? "", cancellationToken);

    /// <summary>Lists all devices as <see cref="ListAsync"/> does, and reads only their ids.</summary>
    internal IAsyncEnumerable<ListedRow> ListRowsAsync(CancellationToken cancellationToken) =>
        StreamAsync<ListedRow>(new DeviceQuery(), row => row.DeviceId ?? "", cancellationToken);

    private IAsyncEnumerable<T> StreamAsync<T>(DeviceQuery query, Func<T, string> key, CancellationToken cancellationToken)
        where T : KandjiObject, new()
    {
        IEnumerable<string> order = query.Ordering ?? [];
        string ordering = string.Join(",", order.Where(field => field.TrimStart('-') != "device_id").Append(
            order.FirstOrDefault(field => field.TrimStart('-') == "device_id") ?? "device_id"));
        ApiRequest Filtered() => new ApiRequest(List)
            .With("asset_tag", query.AssetTag)
            .With("blueprint_id", query.BlueprintId)
            .With("device_id", query.DeviceId)
            .With("device_name", query.DeviceName)
            .With("filevault_enabled", query.FileVaultEnabled)
            .With("mac_address", query.MacAddress)
            .With("model", query.Model)
            .With("os_version", query.OsVersion)
            .With("platform", query.Platform)
            .With("serial_number", query.SerialNumber)
            .With("tag_name", query.TagName)
            .With("tag_name_in", Join(query.TagNames))
            .With("tag_id", query.TagId)
            .With("tag_id_in", Join(query.TagIds))
            .With("user", query.User)
            .With("user_email", query.UserEmail)
            .With("user_email_exact", query.UserEmailExact)
            .With("user_id", query.UserId)
            .With("user_name", query.UserName);

        // The order makes no difference to how long the list is.
        string list = Filtered().PathAndQuery;
        return ArrayPaging.StreamAsync(
            _connection,
            (limit, offset) => Filtered()
                .With("ordering", ordering)
                .With("limit", limit)
                .With("offset", offset == 0 ? null : offset),
            query.PageSize,
            key,
            query.Skip,
            query.First,
            query.IsFiltered,
            cancellationToken,
            list,
            MayCount(query) ? token => CountAsync(list, token) : null);
    }

    // A list of a few pages is read before the number helps.
    private bool MayCount(DeviceQuery query) =>
        _connection.AsksPrism && _connection.Lengths.MayCount && !query.IsFiltered
        && (query.First is null || query.First > PagesWorthCounting * query.PageSize);

    // Prism has a row for each Apple device, and may be late, so that this is a hint. Nothing depends on it: where it fails, it is not
    // asked again.
    private async Task<long?> CountAsync(string list, CancellationToken cancellationToken)
    {
        try
        {
            ApiRequest request = new ApiRequest(PrismOperations.Count) { MaxAttempts = 1 }
                .With("category", PrismOperations.GetName(PrismCategory.DeviceInformation));
            PrismCount count = await _connection.SendAsync(request, PrismOperations.ReadCount, cancellationToken).ConfigureAwait(false);
            _connection.Lengths.Estimate(list, count.Count!.Value);
            return count.Count;
        }
        catch (Exception e) when (e is KandjiApiException or OperationCanceledException or ObjectDisposedException)
        {
            if (e is KandjiApiException)
                _connection.Lengths.MayNotCount();
            return null;
        }
    }

    /// <summary>Reads one device. Stands for GET /api/v1/devices/{device_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The device.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<Device> GetAsync(string deviceId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Device>(
            new ApiRequest(Get, deviceId), deviceId, static device => [device.DeviceId], cancellationToken);

    /// <summary>Changes a device. Stands for PATCH /api/v1/devices/{device_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="change">The changes. Everything else stays as it is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The device as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused the change, or the call failed.</exception>
    public Task<Device> UpdateAsync(string deviceId, DeviceChange change, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Device>(
            new ApiRequest(Update, deviceId).WithJson((change ?? throw new System.ArgumentNullException(nameof(change))).ToBody()),
            cancellationToken);

    /// <summary>Removes a device from Kandji, which ends its management. Stands for DELETE /api/v1/devices/{device_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">The service refused, or the call failed.</exception>
    public Task DeleteAsync(string deviceId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(Delete, deviceId), cancellationToken);

    private static string? Join(IReadOnlyList<string>? values) => values is null ? null : string.Join(",", values);
}
