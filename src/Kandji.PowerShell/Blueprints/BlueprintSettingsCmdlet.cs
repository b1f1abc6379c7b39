using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Blueprints;

/// <summary>The base of the commands that set something on a blueprint: what both can set.</summary>
public abstract class BlueprintSettingsCmdlet : ChangeCmdlet
{
    /// <summary>The description of the blueprint. An empty string clears it.</summary>
    [Parameter]
    [AllowEmptyString]
    [TextTransformation]
    public string? Description { get; set; }

    /// <summary>The name of the icon, for example ss-laptop. Assignment maps have no icon of their own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Icon { get; set; }

    /// <summary>The name of the icon's colour, for example aqua-500. Assignment maps have no colour of their own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Color { get; set; }

    /// <summary>The code that people type to enroll a device into the blueprint: six digits. Without it a new blueprint gets one.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{6}$")]
    [TextTransformation]
    public string? EnrollmentCode { get; set; }

    /// <summary>
    /// Indicates whether devices may be enrolled with the code: $true or $false. A new blueprint's code may not be used unless this is
    /// $true.
    /// </summary>
    [Parameter]
    public bool? EnrollmentCodeActive { get; set; }

    private protected T Fill<T>(T change, string? name)
        where T : BlueprintChange
    {
        change.Name = name;
        change.Description = Description;
        change.Icon = Icon;
        change.Color = Color;
        change.EnrollmentCode = EnrollmentCode;
        change.IsEnrollmentCodeActive = EnrollmentCodeActive;
        return change;
    }
}
