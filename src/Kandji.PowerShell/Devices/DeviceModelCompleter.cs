namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the models that devices of the tenant are.</summary>
internal sealed class DeviceModelCompleter() : DeviceFieldCompleter(device => device.Model);
