using Kandji.Client.Enrollment;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Completes to the name of a connection to Apple Business Manager.</summary>
internal sealed class AdeIntegrationCompleter() : TenantCompleter<AdeIntegration>(
    client => client.Enrollment.ListAsync(),
    integration => (integration.ServerName ?? integration.Id) is { Length: > 0 } name
        ? new Suggestion(name, null, $"{name}, {integration.Id}")
        : null);
