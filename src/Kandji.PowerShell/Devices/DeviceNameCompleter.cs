namespace Kandji.PowerShell.Devices;

/// <summary>Completes to a device's name.</summary>
internal sealed class DeviceNameCompleter() : DeviceFieldCompleter(device => device.DeviceName, DeviceCompleter.Note);
