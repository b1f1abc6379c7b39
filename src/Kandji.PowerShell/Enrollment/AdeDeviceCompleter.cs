using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Completes to the serial number of a device from Apple Business Manager.</summary>
internal sealed class AdeDeviceCompleter : TenantCompleter<AdeDevice>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<AdeDevice> ListAsync(KandjiClient client) => client.Enrollment.ListDevicesAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(AdeDevice item) =>
        item.SerialNumber is { Length: > 0 } serial ? new Suggestion(serial, null, $"{item.Model}, {item.ProfileStatus}") : null;
}
