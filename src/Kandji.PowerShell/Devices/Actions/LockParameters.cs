using System.Management.Automation;
using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action Lock.</summary>
public sealed class LockParameters : DeviceActionParameters
{
    /// <summary>The message that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>The phone number that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PhoneNumber { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Lock(Message, PhoneNumber);
}
