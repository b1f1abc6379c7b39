using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>The base of the cmdlets that each stand for one action.</summary>
public abstract class SingleActionCmdlet : DeviceActionCmdlet
{
    /// <summary>
    /// The device: id, serial number, name, device object, or a row with a column device_id or serial_number. A command that locks devices
    /// does not accept a name.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    private protected sealed override DeviceReference[] Targets => Device;
}
