using Kandji.Client.Enrollment;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Completes to the serial number of a device from Apple Business Manager.</summary>
internal sealed class AdeDeviceCompleter() : TenantCompleter<AdeDevice>(
    client => client.Enrollment.ListDevicesAsync(),
    device => device.SerialNumber is { Length: > 0 } serial
        ? new Suggestion(serial, null, $"{device.Model}, {device.ProfileStatus}")
        : null);
