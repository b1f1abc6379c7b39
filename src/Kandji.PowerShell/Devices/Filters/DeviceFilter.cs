using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The conditions of Get-KandjiDevice. Most are asked of the service and checked on each record, because the service matches parts of
/// values and a filter that it ignored would let everything through. Those that a record does not show are asked of the service alone:
/// <see cref="DeviceFilterProbe"/> checks that it applies them.
/// </summary>
internal sealed class DeviceFilter
{
    private const int MaxPageSize = 300;

    /// <summary>The names.</summary>
    public WildcardFilter? Name { get; init; }

    /// <summary>The serial numbers.</summary>
    public WildcardFilter? SerialNumber { get; init; }

    /// <summary>The asset tags.</summary>
    public WildcardFilter? AssetTag { get; init; }

    /// <summary>The platforms.</summary>
    public WildcardFilter? Platform { get; init; }

    /// <summary>The e-mail addresses of the assigned users.</summary>
    public WildcardFilter? UserEmail { get; init; }

    /// <summary>The models.</summary>
    public WildcardFilter? Model { get; init; }

    /// <summary>The versions of the operating system.</summary>
    public WildcardFilter? OSVersion { get; init; }

    /// <summary>The version that the operating system is older than.</summary>
    public VersionBelowFilter? OSVersionBelow { get; init; }

    /// <summary>The time since which the device has not checked in.</summary>
    public LastCheckInFilter? NotSeenSince { get; init; }

    /// <summary>The names of tags.</summary>
    public TagFilter? Tag { get; init; }

    /// <summary>The blueprints.</summary>
    public BlueprintFilter? Blueprint { get; init; }

    /// <summary>The assigned users.</summary>
    public UserFilter? User { get; init; }

    /// <summary>The ids of tags. Only the service can apply it.</summary>
    public string[]? TagId { get; init; }

    /// <summary>The MAC address. Only the service can apply it.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Indicates whether FileVault is on. Only the service can apply it.</summary>
    public bool? FileVaultEnabled { get; init; }

    /// <summary>
    /// Indicates whether nothing is checked on the records: then the service's positions are the user's, and it can skip and count.
    /// </summary>
    public bool IsAppliedByService => Checked.All(condition => condition is null);

    /// <summary>Indicates whether there is one condition and no other.</summary>
    public bool IsSingle =>
        Checked.Count(condition => condition is not null) == 1 && TagId is null && MacAddress is null && FileVaultEnabled is null;

    private object?[] Checked =>
        [Name, SerialNumber, AssetTag, Platform, UserEmail, Model, OSVersion, Tag, Blueprint, User, OSVersionBelow, NotSeenSince];

    /// <summary>Indicates whether a device meets every condition that its record shows.</summary>
    public bool Matches(Device device) =>
        Name?.Matches(device.DeviceName) != false
        && SerialNumber?.Matches(device.SerialNumber) != false
        && AssetTag?.Matches(device.AssetTag) != false
        && Platform?.Matches(device.Platform) != false
        && UserEmail?.Matches(device.User?.Email) != false
        && Model?.Matches(device.Model) != false
        && OSVersion?.Matches(device.OsVersion) != false
        && Tag?.Matches(device) != false
        && Blueprint?.Matches(device) != false
        && User?.Matches(device) != false
        && OSVersionBelow?.Matches(device) != false
        && NotSeenSince?.Matches(device) != false;

    /// <summary>The query for the service.</summary>
    /// <param name="ordering">The fields to sort by, in the service's spelling; null for the order of the ids.</param>
    /// <param name="skip">How many matching devices to pass over.</param>
    /// <param name="first">How many devices to return at most; null for all.</param>
    public DeviceQuery ToQuery(IReadOnlyList<string>? ordering, int skip, int? first) => new()
    {
        DeviceName = Name?.Substring,
        SerialNumber = SerialNumber?.Substring,
        AssetTag = AssetTag?.Substring,
        Platform = Platform is { Count: 1, Literals.Length: 1 } ? Platform.Literals[0] : null,
        UserEmail = UserEmail?.Substring ?? User?.EmailPart,
        UserId = User?.Id,
        UserName = User?.NamePart,
        Model = Model?.Substring,
        OsVersion = OSVersion?.Substring,
        BlueprintId = Blueprint?.OnlyId,
        TagName = Tag?.OnlyName,
        TagNames = Tag?.Names,
        TagId = TagId is { Length: 1 } ? TagId[0] : null,
        TagIds = TagId is { Length: > 1 } ? TagId : null,
        MacAddress = MacAddress is null ? null : WithColons(MacAddress),
        FileVaultEnabled = FileVaultEnabled,
        Ordering = ordering,
        Skip = IsAppliedByService ? skip : 0,
        First = IsAppliedByService ? first : null,
        PageSize = IsAppliedByService && first is < MaxPageSize ? first.Value : MaxPageSize,
    };

    private static string WithColons(string macAddress)
    {
        string digits = macAddress.Replace(":", "").Replace("-", "").ToLowerInvariant();
        return string.Join(":", Enumerable.Range(0, 6).Select(i => digits.Substring(i * 2, 2)));
    }
}
