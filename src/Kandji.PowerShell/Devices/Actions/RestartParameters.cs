using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action Restart.</summary>
public sealed class RestartParameters : DeviceActionParameters
{
    /// <summary>Rebuilds the kernel cache of a Mac (macOS 11 and later).</summary>
    [Parameter]
    public SwitchParameter RebuildKernelCache { get; set; }

    /// <summary>Asks the user of a Mac to restart when it suits (macOS 11.3 and later). Without it the Mac restarts at once.</summary>
    [Parameter]
    public SwitchParameter NotifyUser { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Restart(
        RebuildKernelCache.IsPresent ? true : null, NotifyUser.IsPresent ? true : null);
}
