using Kandji.Client.Json;

namespace Kandji.Client.Tenant;

/// <summary>The licenses of the tenant, and how many of them are used.</summary>
public sealed class License : KandjiObject
{
    /// <summary>The devices that use a license.</summary>
    public LicenseCounts? Counts { get; set; }

    /// <summary>The licensed counts.</summary>
    public LicenseLimits? Limits { get; set; }

    /// <summary>Indicates whether more devices are enrolled than were licensed.</summary>
    [ApiName("tenantOverLicenseLimit")]
    public bool? TenantOverLicenseLimit { get; set; }

    /// <summary>Used and licensed devices.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Counts?.ComputersCount} of {Limits?.MaxDevices} devices";
}

/// <summary>Devices that use a license, by platform.</summary>
public sealed class LicenseCounts : KandjiObject
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

/// <summary>Devices that were licensed.</summary>
public sealed class LicenseLimits : KandjiObject
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

/// <summary>Devices that were licensed, by platform.</summary>
public sealed class LicensePlatformLimits : KandjiObject
{
    /// <summary>Macs.</summary>
    public int? Macos { get; set; }

    /// <summary>iPhones and iPads together.</summary>
    public int? IosIpados { get; set; }

    /// <summary>The numbers.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"macOS {Macos}, iOS and iPadOS {IosIpados}";
}
