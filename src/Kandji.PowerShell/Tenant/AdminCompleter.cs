using Kandji.Client.Tenant;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes to an administrator's id, from the id or from the name.</summary>
internal sealed class AdminIdCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Id is { Length: > 0 } id ? new Suggestion(id, admin.Name, admin.Email) : null);

/// <summary>Completes to an administrator's name.</summary>
internal sealed class AdminNameCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Name is { Length: > 0 } name ? new Suggestion(name, null, admin.Email) : null);

/// <summary>Completes to an administrator's e-mail address, from the address or from the name.</summary>
internal sealed class AdminEmailCompleter() : TenantCompleter<Admin>(
    client => client.Tenant.ListAdminsAsync(),
    admin => admin.Email is { Length: > 0 } email ? new Suggestion(email, admin.Name) : null);
