using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Tenant;

/// <summary>The licenses of the tenant, and how many of them are used.</summary>
public sealed class License : TenantObject
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
