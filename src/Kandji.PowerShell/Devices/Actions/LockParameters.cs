using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action Lock.</summary>
public sealed class LockParameters : ScreenMessageParameters
{
    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Lock(Message, PhoneNumber);
}
