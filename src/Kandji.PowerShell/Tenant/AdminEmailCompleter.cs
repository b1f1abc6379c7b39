using Kandji.Client.Tenant;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes to an administrator's e-mail address, from the address or from the name.</summary>
internal sealed class AdminEmailCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Email is { Length: > 0 } email ? new Suggestion(email, admin.Name) : null);
