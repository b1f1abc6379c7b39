using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action EnableLostMode.</summary>
public sealed class EnableLostModeParameters : ScreenMessageParameters
{
    /// <summary>The footnote that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Footnote { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.EnableLostMode(Message, PhoneNumber, Footnote);
}
