using Kandji.Client.Model;

namespace Kandji.Client.Tenant;

/// <summary>Devices that were licensed, by platform.</summary>
public class LicensePlatformLimits : KandjiObject
{
    /// <summary>Macs.</summary>
    public int? Macos { get; set; }

    /// <summary>iPhones and iPads together.</summary>
    public int? IosIpados { get; set; }

    /// <summary>The numbers.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"macOS {Macos}, iOS and iPadOS {IosIpados}";
}
