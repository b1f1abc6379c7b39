using Kandji.Client.Tenant;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes to an administrator's id, from the id or from the name.</summary>
internal sealed class AdminIdCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Id is { Length: > 0 } id ? new Suggestion(id, admin.Name, admin.Email) : null);
