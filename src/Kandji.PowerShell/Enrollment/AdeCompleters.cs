using System.Collections.Generic;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Completes to the name of a connection to Apple Business Manager.</summary>
internal sealed class AdeIntegrationCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (AdeIntegration integration in client.Enrollment.ListAsync().ConfigureAwait(false))
        {
            if ((integration.ServerName ?? integration.Id) is { Length: > 0 } name)
                yield return new Suggestion(name, null, $"{name}, {integration.Id}");
        }
    }
}

/// <summary>Completes to the serial number of a device from Apple Business Manager.</summary>
internal sealed class AdeDeviceCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (AdeDevice device in client.Enrollment.ListDevicesAsync().ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(device.SerialNumber))
                yield return new Suggestion(device.SerialNumber!, null, $"{device.Model}, {device.ProfileStatus}");
        }
    }
}
