using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Changes the code with which devices are enrolled into blueprint routing.</para>
/// <para type="description">
/// Settings that are not given stay as they are. Returns the code and whether it may be used, as they are afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>Make the code unusable</summary>
///   <code>Set-KandjiBlueprintRouting -EnrollmentCodeActive $false</code>
/// </example>
/// <example>
///   <summary>Set another code</summary>
///   <code>Set-KandjiBlueprintRouting -EnrollmentCode 314159 -EnrollmentCodeActive $true</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiBlueprintRouting", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BlueprintRouting))]
[KandjiOperation(typeof(BlueprintRoutingOperations), nameof(BlueprintRoutingOperations.Update))]
[ChangesNothingWithout(nameof(EnrollmentCode), nameof(EnrollmentCodeActive))]
public sealed class SetKandjiBlueprintRouting : ChangeCmdlet
{
    /// <summary>The code that people type to enroll a device: six digits.</summary>
    [Parameter(Position = 0)]
    [ValidatePattern("^[0-9]{6}$")]
    [TextTransformation]
    public string? EnrollmentCode { get; set; }

    /// <summary>Indicates whether devices may be enrolled with the code: $true or $false.</summary>
    [Parameter]
    public bool? EnrollmentCodeActive { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(null, () =>
    {
        if (ShouldProcess("Blueprint routing", "Change enrollment code"))
            Change((client, token) => client.BlueprintRouting.UpdateAsync(EnrollmentCode, EnrollmentCodeActive, token), WriteModel);
    });
}
