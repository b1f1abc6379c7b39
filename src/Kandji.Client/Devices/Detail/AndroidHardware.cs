using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The hardware of an Android device.</summary>
public class AndroidHardware : KandjiObject
{
    /// <summary>The free storage, in gigabytes.</summary>
    public double? AvailableCapacity { get; set; }

    /// <summary>The storage, in gigabytes.</summary>
    public double? TotalCapacity { get; set; }

    /// <summary>The memory, in gigabytes.</summary>
    public double? TotalRam { get; set; }

    /// <summary>The MAC address of the Wi-Fi adapter, with colons.</summary>
    public string? WifiMacAddress { get; set; }
}
