using Kandji.Client.Devices;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the serial number of a device, from the number itself or from the device's name.</summary>
internal sealed class DeviceCompleter() : TenantCompleter<Device>(
    client => client.Devices.ListAsync(),
    device => (string.IsNullOrEmpty(device.SerialNumber) ? device.DeviceId : device.SerialNumber) is { } value
        ? new Suggestion(value, device.DeviceName, Note(device))
        : null)
{
    internal static string Note(Device device) =>
        string.Join(
            ", ",
            new[] { device.DeviceName, device.Model, device.User?.ToString(), device.BlueprintName }
                .Where(part => !string.IsNullOrEmpty(part)));
}
