using System.Management.Automation;
using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action EnableLostMode.</summary>
public sealed class EnableLostModeParameters : DeviceActionParameters
{
    /// <summary>The message that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>The phone number that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PhoneNumber { get; set; }

    /// <summary>The footnote that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Footnote { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.EnableLostMode(Message, PhoneNumber, Footnote);
}
