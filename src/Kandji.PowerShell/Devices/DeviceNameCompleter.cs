using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to a device's name.</summary>
internal sealed class DeviceNameCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        DeviceFieldSuggestions.LoadAsync(client, device => device.DeviceName, DeviceCompleter.Note);
}
