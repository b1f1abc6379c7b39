using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the actions that show a message on the screen of the device.</summary>
public abstract class ScreenMessageParameters : DeviceActionParameters
{
    /// <summary>The message that the device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Message { get; set; }

    /// <summary>The phone number that the device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PhoneNumber { get; set; }
}
