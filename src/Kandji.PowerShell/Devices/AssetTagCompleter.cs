namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the asset tags that devices of the tenant have.</summary>
internal sealed class AssetTagCompleter() : DeviceFieldCompleter(device => device.AssetTag, DeviceCompleter.Note);
