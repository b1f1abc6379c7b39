using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>The values of Get-KandjiDevice's parameters that were written out, and so must exist.</summary>
internal sealed class SoughtDeviceValues
{
    private readonly SoughtValues<Device>[] _all;

    /// <summary>Makes it for a filter.</summary>
    public SoughtDeviceValues(DeviceFilter filter) => _all =
    [
        Field("Name", "name", filter.Name, filter.IsSingle, part => new DeviceQuery { DeviceName = part }, device => device.DeviceName),
        Field(
            "SerialNumber", "serial number", filter.SerialNumber, filter.IsSingle, part => new DeviceQuery { SerialNumber = part },
            device => device.SerialNumber),
        Field(
            "AssetTag", "asset tag", filter.AssetTag, filter.IsSingle, part => new DeviceQuery { AssetTag = part },
            device => device.AssetTag),
        Field("Model", "model", filter.Model, filter.IsSingle, part => new DeviceQuery { Model = part }, device => device.Model),
        new SoughtValues<Device>(
            "Platform", filter.Platform?.Literals.Where(name => PlatformNames.Find(name) is null), StringComparer.OrdinalIgnoreCase,
            device => [device.Platform],
            (_, values, _) => Task.FromResult<IReadOnlyList<Errors.ObjectException>>(values.Select(ExistenceCheck.NoPlatform).ToList())),
        new SoughtValues<Device>(
            "Tag", filter.Tag?.Literals, filter.Tag?.Comparer ?? StringComparer.Ordinal, device => device.Tags ?? [],
            (check, names, token) => check.TagsAsync(names, token)),
        // A record shows no ids of tags: any device is one that has one of them.
        new SoughtValues<Device>(
            "TagId", filter.TagId, StringComparer.OrdinalIgnoreCase, _ => filter.TagId!,
            (check, ids, token) => check.TagIdsAsync(ids, token)),
        new SoughtValues<Device>(
            "User", filter.User?.Literals, QuoteInsensitiveComparer.Comparer, device => filter.User!.LiteralsFor(device),
            (check, users, token) => check.UsersAsync(users, token)),
        new SoughtValues<Device>(
            "UserEmail", filter.UserEmail?.Literals, StringComparer.OrdinalIgnoreCase, device => [device.User?.Email],
            (check, emails, token) => check.UserEmailsAsync(emails, token)),
        new SoughtValues<Device>(
            "Blueprint", filter.Blueprint?.GivenIds, StringComparer.OrdinalIgnoreCase, device => [device.BlueprintId],
            (check, ids, token) => check.BlueprintsAsync(ids, token)),
        new SoughtValues<Device>(
            "Blueprint", filter.Blueprint?.Unread, QuoteInsensitiveComparer.Comparer, device => [device.BlueprintName],
            (check, names, token) => check.BlueprintNamesAsync(names, token)),
    ];

    /// <summary>The parameters with values that no device has shown.</summary>
    public IEnumerable<SoughtValues<Device>> Missing => _all.Where(sought => sought.Missing.Count > 0);

    /// <summary>Takes note of what a device shows, whether it meets the other conditions or not.</summary>
    public void See(Device device) => Array.ForEach(_all, sought => sought.See(device));

    // Without another condition, the list that came back is all there is. With one, a value that it does not show may well exist.
    private static SoughtValues<Device> Field(
        string parameter, string noun, WildcardFilter? filter, bool isSingle, Func<string?, DeviceQuery> query,
        Func<Device, string?> valueOf) =>
        new(parameter, filter?.Literals, QuoteInsensitiveComparer.Comparer, device => [valueOf(device)],
            (check, values, token) => check.DeviceFieldAsync(values, $"No device has the {noun}", query, valueOf, token))
        {
            None = isSingle ? $"No device has the {noun}" : null,
        };
}
