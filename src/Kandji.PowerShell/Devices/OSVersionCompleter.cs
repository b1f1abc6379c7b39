using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the versions of operating systems that devices of the tenant run.</summary>
internal sealed class OSVersionCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        DeviceFieldSuggestions.LoadAsync(client, device => device.OsVersion);
}
