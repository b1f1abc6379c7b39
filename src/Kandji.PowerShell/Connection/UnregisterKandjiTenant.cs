using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Removes the registration of tenants.</para>
/// <para type="description">
/// Takes tenants out of the file that Register-KandjiTenant writes. Their secrets stay in the vault (Remove-Secret removes one), sessions
/// with them stay open, and the tenants themselves are not touched.
/// </para>
/// </summary>
/// <example>
///   <summary>Remove a registration</summary>
///   <code>Unregister-KandjiTenant globex</code>
/// </example>
/// <example>
///   <summary>See which registrations would be removed</summary>
///   <code>Get-KandjiTenant | Where-Object IsReadOnly | Unregister-KandjiTenant -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "KandjiTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class UnregisterKandjiTenant : CancellableCmdlet
{
    /// <summary>The names of the tenants, with or without wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [TextTransformation]
    [ArgumentCompleter(typeof(RegisteredTenantCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        TenantRegistry? registry = TenantRegistry.Find(() => SessionState.Path);
        IReadOnlyList<KandjiTenant> tenants = registry?.Read() ?? [];
        WildcardFilter filter = WildcardFilter.Create(Name)!;
        foreach (string name in filter.Literals.Where(
            name => !tenants.Any(tenant => string.Equals(tenant.Name, name, StringComparison.OrdinalIgnoreCase))))
        {
            WriteError(GetKandjiTenant.NotRegistered(name, tenants));
        }
        foreach (KandjiTenant tenant in tenants.Where(tenant => filter.Matches(tenant.Name)))
        {
            Guard(tenant, () =>
            {
                string target = tenant.ToString();
                const string action = "Remove the registration";
                if (Confirmation.Ask(target, action, () => ShouldProcess(target, action)))
                    Await(registry!.UnregisterAsync(tenant, StopToken));
            });
        }
    }
}
