using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tenant;

/// <summary>
/// <para type="synopsis">Gets the people who administer the tenant.</para>
/// <para type="description">
/// Their ids are those of the actors in audit events. Names and e-mail addresses are matched whole and without regard to case, and
/// wildcards work. A name or an address without wildcards that no administrator has is an error. The vendor does not describe the endpoint,
/// so a tenant may lack it; fields beside id, name and e-mail address appear as the service sends them.
/// </para>
/// </summary>
/// <example>
///   <summary>List the administrators of the tenant</summary>
///   <code>Get-KandjiAdmin</code>
/// </example>
/// <example>
///   <summary>What did one administrator do last?</summary>
///   <code>Get-KandjiAuditEvent -ActorId (Get-KandjiAdmin -Email 'ines.okafor@example.com').Id -First 20</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiAdmin")]
[OutputType(typeof(Admin))]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.ListAdmins))]
public sealed class GetKandjiAdmin : KandjiCmdlet
{
    /// <summary>The display name.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdminNameCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The e-mail address.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdminEmailCompleter))]
    [TextTransformation]
    public string[]? Email { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        WildcardFilter? name = WildcardFilter.Create(Name), email = WildcardFilter.Create(Email);
        var names = new HashSet<string>(name?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        var addresses = new HashSet<string>(email?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        foreach (Admin admin in Stream(Client.Tenant.ListAdminsAsync(StopToken)))
        {
            if (!(name?.Matches(admin.Name) ?? true) || !(email?.Matches(admin.Email) ?? true))
                continue;
            names.Remove(admin.Name ?? "");
            addresses.Remove(admin.Email ?? "");
            WriteModel(admin);
        }
        WriteMissing(names, "No administrator is named");
        WriteMissing(addresses, "No administrator has the e-mail address", "one");
    }
}
