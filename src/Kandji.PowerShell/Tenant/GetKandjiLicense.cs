using Kandji.Client.Tenant;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tenant;

/// <summary>
/// <para type="synopsis">Gets how many devices the tenant has licensed, and how many it uses.</para>
/// <para type="description">
/// Counts are by platform. The contract decides if there is one limit for all platforms or one for each: see Limits.PlanType.
/// </para>
/// </summary>
/// <example>
///   <summary>How many licenses are left?</summary>
///   <code>Get-KandjiLicense</code>
/// </example>
/// <example>
///   <summary>Warn when nine in ten licenses are used</summary>
///   <code>$license = Get-KandjiLicense
/// if ($license.Counts.ComputersCount -gt 0.9 * $license.Limits.MaxDevices) { Write-Warning "$license" }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiLicense")]
[OutputType(typeof(License))]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.Licensing))]
public sealed class GetKandjiLicense : KandjiCmdlet
{
    /// <inheritdoc/>
    protected override void Process() => WriteModel(Await(Client.Tenant.GetLicenseAsync(StopToken)));
}
