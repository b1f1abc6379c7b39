namespace Kandji.Client.Devices;

/// <summary>
/// Which devices to list. The service matches most values as parts (a model <c>MacBook</c> finds every MacBook) and without
/// regard to case, unless a member says otherwise. Null asks nothing.
/// </summary>
public sealed class DeviceQuery
{
    internal const int MaxPageSize = 300;

    /// <summary>Part of the asset tag.</summary>
    public string? AssetTag { get; init; }

    /// <summary>The id of a blueprint.</summary>
    public string? BlueprintId { get; init; }

    /// <summary>The id of a device.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Part of the device's name.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Indicates whether FileVault is on; Macs only.</summary>
    public bool? FileVaultEnabled { get; init; }

    /// <summary>A MAC address with colons.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Part of the model.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The property to sort by: any of <c>asset_tag</c>, <c>blueprint_id</c>, <c>device_id</c>, <c>device_name</c>, <c>last_check_in</c>,
    /// <c>model</c>, <c>platform</c>, <c>os_version</c>, <c>serial_number</c>, <c>user</c>, with a dash before it to reverse.
    /// The device's id is added, so that the order is always a total one.
    /// </summary>
    public IReadOnlyList<string>? Ordering { get; init; }

    /// <summary>Part of the system's version.</summary>
    public string? OsVersion { get; init; }

    /// <summary><c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>AppleTV</c>, <c>Windows</c> or <c>Android</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Part of the serial number.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>A tag's name, case and all.</summary>
    public string? TagName { get; init; }

    /// <summary>Several tags' names, case and all: devices that have any of them.</summary>
    public IReadOnlyList<string>? TagNames { get; init; }

    /// <summary>A tag's id.</summary>
    public string? TagId { get; init; }

    /// <summary>Several tags' ids: devices that have any of them.</summary>
    public IReadOnlyList<string>? TagIds { get; init; }

    /// <summary>Part of the user's name.</summary>
    public string? User { get; init; }

    /// <summary>Part of the user's e-mail address.</summary>
    public string? UserEmail { get; init; }

    /// <summary>The user's whole e-mail address.</summary>
    public string? UserEmailExact { get; init; }

    /// <summary>The user's id.</summary>
    public string? UserId { get; init; }

    /// <summary>Part of the user's display name.</summary>
    public string? UserName { get; init; }

    /// <summary>How many devices to pass over.</summary>
    public long Skip { get; init; }

    /// <summary>How many devices to list at most; null for all.</summary>
    public long? First { get; init; }

    /// <summary>How many devices one page may have, from 1 to 300.</summary>
    public int PageSize { get; init; } = MaxPageSize;

    /// <summary>Indicates whether a part of the devices is meant.</summary>
    internal bool IsFiltered =>
        FileVaultEnabled is not null || TagNames is not null || TagIds is not null
        || (AssetTag ?? BlueprintId ?? DeviceId ?? DeviceName ?? MacAddress ?? Model ?? OsVersion ?? Platform ?? SerialNumber ?? TagName
            ?? TagId
            ?? User ?? UserEmail ?? UserEmailExact ?? UserId ?? UserName) is not null;
}
