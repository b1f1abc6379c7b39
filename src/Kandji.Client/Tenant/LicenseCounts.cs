using Kandji.Client.Model;

namespace Kandji.Client.Tenant;

/// <summary>Devices that use a license, by platform.</summary>
public class LicenseCounts : KandjiObject
{
    /// <summary>All devices.</summary>
    public int? ComputersCount { get; set; }

    /// <summary>iPhones.</summary>
    public int? IosCount { get; set; }

    /// <summary>iPads.</summary>
    public int? IpadosCount { get; set; }

    /// <summary>Macs.</summary>
    public int? MacosCount { get; set; }

    /// <summary>Apple TVs.</summary>
    public int? TvosCount { get; set; }

    /// <summary>The number of all devices.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"{ComputersCount} devices";
}
