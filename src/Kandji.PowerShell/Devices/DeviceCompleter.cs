using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the serial number of a device, from the number itself or from the device's name.</summary>
internal sealed class DeviceCompleter : TenantCompleter<Device>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Device> ListAsync(KandjiClient client) => client.Devices.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(Device item) =>
        (string.IsNullOrEmpty(item.SerialNumber) ? item.DeviceId : item.SerialNumber) is { } value
            ? new Suggestion(value, item.DeviceName, Note(item))
            : null;

    internal static string Note(Device device) =>
        string.Join(
            ", ",
            new[] { device.DeviceName, device.Model, device.User?.ToString(), device.BlueprintName }
                .Where(part => !string.IsNullOrEmpty(part)));
}
