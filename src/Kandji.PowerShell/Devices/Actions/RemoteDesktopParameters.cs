using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action RemoteDesktop.</summary>
public sealed class RemoteDesktopParameters : DeviceActionParameters
{
    /// <summary>$true turns Remote Management on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.RemoteDesktop(Enabled);
}
