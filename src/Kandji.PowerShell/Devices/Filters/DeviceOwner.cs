using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The devices of a user, a blueprint or a tag. The service is asked for them, and each record is checked: a service that ignores the
/// filter would answer with the whole fleet.
/// </summary>
/// <param name="Query">The query for the service.</param>
/// <param name="Owns">Indicates whether a device of the answer is one of them.</param>
internal sealed record DeviceOwner(DeviceQuery Query, Func<Device, bool> Owns)
{
    /// <summary>Makes it of a user, a blueprint or a tag.</summary>
    public static DeviceOwner From(KandjiObject owner) => owner switch
    {
        User user => new DeviceOwner(new DeviceQuery { UserId = user.Id }, device => UserReference.IsAssigned(user, device)),
        Blueprint blueprint => new DeviceOwner(
            new DeviceQuery { BlueprintId = blueprint.Id }, device => IsSameId(blueprint.Id, device.BlueprintId)),
        Tag tag => new DeviceOwner(
            new DeviceQuery { TagId = tag.Id }, device => device.Tags?.Contains(tag.Name, StringComparer.Ordinal) == true),
        _ => throw new ArgumentException($"'{owner}' has no devices."),
    };

    private static bool IsSameId(string? a, string? b) =>
        !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
