using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action Lock.</summary>
public sealed class LockParameters : DeviceActionParameters
{
    /// <summary>The message that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Message { get; set; }

    /// <summary>The phone number that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PhoneNumber { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Lock(Message, PhoneNumber);
}
