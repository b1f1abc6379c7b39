namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the versions of operating systems that devices of the tenant run and that compare as numbers.</summary>
internal sealed class OSVersionNumberCompleter()
    : DeviceFieldCompleter(device => device.OsVersionNumber is null ? null : device.OsVersion);
