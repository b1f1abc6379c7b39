using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the versions of operating systems that devices of the tenant run and that compare as numbers.</summary>
internal sealed class OSVersionNumberCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        DeviceFieldSuggestions.LoadAsync(client, device => device.OsVersionNumber is null ? null : device.OsVersion);
}
