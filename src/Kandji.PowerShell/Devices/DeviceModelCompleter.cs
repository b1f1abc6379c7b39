using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the models that devices of the tenant are.</summary>
internal sealed class DeviceModelCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        DeviceFieldSuggestions.LoadAsync(client, device => device.Model);
}
