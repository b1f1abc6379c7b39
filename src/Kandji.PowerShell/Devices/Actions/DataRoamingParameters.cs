using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action DataRoaming.</summary>
public sealed class DataRoamingParameters : DeviceActionParameters
{
    /// <summary>$true turns data roaming on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.DataRoaming(Enabled);
}
