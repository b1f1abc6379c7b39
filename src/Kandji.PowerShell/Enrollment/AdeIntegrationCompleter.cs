using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Completes to the name of a connection to Apple Business Manager.</summary>
internal sealed class AdeIntegrationCompleter : TenantCompleter<AdeIntegration>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<AdeIntegration> ListAsync(KandjiClient client) => client.Enrollment.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(AdeIntegration item) =>
        (item.ServerName ?? item.Id) is { Length: > 0 } name ? new Suggestion(name, null, $"{name}, {item.Id}") : null;
}
