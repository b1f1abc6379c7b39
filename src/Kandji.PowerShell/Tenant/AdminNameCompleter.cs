using Kandji.Client.Tenant;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes to an administrator's name.</summary>
internal sealed class AdminNameCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Name is { Length: > 0 } name ? new Suggestion(name, null, admin.Email) : null);
