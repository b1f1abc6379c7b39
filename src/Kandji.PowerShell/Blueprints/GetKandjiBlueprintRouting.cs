using Kandji.Client.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Shows how devices are enrolled into blueprint routing.</para>
/// <para type="description">
/// Blueprint routing sends each device that enrolls to the blueprint that is meant for it. Returns the code with which devices are enrolled
/// into it by hand, and whether the code may be used.
/// </para>
/// </summary>
/// <example>
///   <summary>Show the enrollment code</summary>
///   <code>Get-KandjiBlueprintRouting</code>
/// </example>
/// <example>
///   <summary>Keep only the code</summary>
///   <code>(Get-KandjiBlueprintRouting).EnrollmentCode.Code</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBlueprintRouting")]
[OutputType(typeof(BlueprintRouting))]
[KandjiOperation(typeof(BlueprintRoutingOperations), nameof(BlueprintRoutingOperations.Get))]
public sealed class GetKandjiBlueprintRouting : KandjiCmdlet
{
    /// <inheritdoc/>
    protected override void Process() => Guard(null, () => WriteModel(Await(Client.BlueprintRouting.GetAsync(StopToken))));
}
