using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action EnableLostMode.</summary>
public sealed class EnableLostModeParameters : DeviceActionParameters
{
    /// <summary>The message that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Message { get; set; }

    /// <summary>The phone number that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PhoneNumber { get; set; }

    /// <summary>The footnote that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Footnote { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.EnableLostMode(Message, PhoneNumber, Footnote);
}
