namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the versions of operating systems that devices of the tenant run.</summary>
internal sealed class OSVersionCompleter() : DeviceFieldCompleter(device => device.OsVersion);
