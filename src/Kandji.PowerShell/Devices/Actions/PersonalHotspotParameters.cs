using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action PersonalHotspot.</summary>
public sealed class PersonalHotspotParameters : DeviceActionParameters
{
    /// <summary>$true turns the personal hotspot on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.PersonalHotspot(Enabled);
}
