using Kandji.Client.Model;

namespace Kandji.Client.Tenant;

/// <summary>Devices that were licensed.</summary>
public class LicenseLimits : KandjiObject
{
    /// <summary><c>single_limit</c> where one number counts for all platforms; otherwise the platforms have numbers of their own.</summary>
    public string? PlanType { get; set; }

    /// <summary>How many devices of all platforms together.</summary>
    public int? MaxDevices { get; set; }

    /// <summary>How many devices of each platform, where platforms have numbers of their own.</summary>
    public LicensePlatformLimits? MaxDevicesPerPlatform { get; set; }

    /// <summary>The number of all devices.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"{MaxDevices} devices";
}
