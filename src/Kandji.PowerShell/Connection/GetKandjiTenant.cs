using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Gets the tenants that are registered on this computer.</para>
/// <para type="description">
/// Gets the name, the address, and the name of the secret with the token of each tenant that Register-KandjiTenant has registered for this
/// user, in the order of the names. Nothing is sent, and no vault is read. See about_Kandji_Tenants.
/// </para>
/// </summary>
/// <example>
///   <summary>Which tenants are there?</summary>
///   <code>Get-KandjiTenant</code>
/// </example>
/// <example>
///   <summary>Connect to the tenants whose names begin with acme</summary>
///   <code>Get-KandjiTenant acme* | Connect-Kandji</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiTenant")]
[OutputType(typeof(KandjiTenant))]
[NoFixedOperation("Sends nothing.")]
public sealed class GetKandjiTenant : CancellableCmdlet
{
    /// <summary>The names of the tenants, with or without wildcards. All without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [TextTransformation]
    [ArgumentCompleter(typeof(RegisteredTenantCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        IReadOnlyList<KandjiTenant> tenants = TenantRegistry.Find(() => SessionState.Path)?.Read() ?? [];
        WildcardFilter? filter = WildcardFilter.Create(Name);
        var unseen = new HashSet<string>(filter?.Literals ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (KandjiTenant tenant in tenants.Where(tenant => filter?.Matches(tenant.Name) ?? true))
        {
            unseen.Remove(tenant.Name);
            WriteObject(tenant);
        }
        foreach (string name in unseen)
            WriteError(NotRegistered(name, tenants));
    }

    /// <summary>The error of a name that is not registered.</summary>
    internal static ErrorRecord NotRegistered(string name, IReadOnlyList<KandjiTenant> tenants)
    {
        string known = tenants.Count == 0
            ? "No tenant is registered."
            : $"Registered are: {string.Join(", ", tenants.Select(tenant => tenant.Name))}.";
        return new ErrorRecord(
            new ItemNotFoundException(
                DisplayText.Sanitize($"No tenant is registered as '{name}'. {known} Register-KandjiTenant adds one.")),
            "KandjiNotFound", ErrorCategory.ObjectNotFound, name);
    }
}
