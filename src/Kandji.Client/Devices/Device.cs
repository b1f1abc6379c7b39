using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>
/// A device as the device list shows it. Properties that a platform does not have are null or empty: an iPhone has no agent, a Mac no API
/// level. Times are local.
/// </summary>
public sealed class Device : TenantObject, IDeviceRecord
{
    /// <summary>The device's id in Kandji, a UUID.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The name the device has given itself or was given.</summary>
    public string? DeviceName { get; set; }

    /// <summary>The model in the maker's words: <c>MacBook Air (M1, 2020)</c>.</summary>
    public string? Model { get; set; }

    /// <summary>The maker's serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary><c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>AppleTV</c>, <c>Windows</c> or <c>Android</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>The version of the operating system: <c>15.1</c>, <c>24H2</c>.</summary>
    public string? OsVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? OsVersionNumber => ComparableVersion.Parse(OsVersion);

    /// <summary>The build of an Apple system: <c>24B83</c>.</summary>
    public string? SupplementalBuildVersion { get; set; }

    /// <summary>The letter of an Apple rapid security response: <c>(a)</c>.</summary>
    public string? SupplementalOsVersionExtra { get; set; }

    /// <summary>The whole version of a Windows system.</summary>
    public string? FullSoftwareVersion { get; set; }

    /// <summary>The API level of an Android system.</summary>
    public int? ApiLevel { get; set; }

    /// <summary>The date of an Android system's security patches.</summary>
    public string? SecurityPatchLevel { get; set; }

    /// <summary>When the device was last heard from, in local time; null when never.</summary>
    public DateTime? LastCheckIn { get; set; }

    /// <summary>The user whom the device is assigned to; null when nobody is.</summary>
    public DeviceUser? User { get; set; }

    /// <summary>The asset tag.</summary>
    public string? AssetTag { get; set; }

    /// <summary>The id of the device's blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>Indicates whether the device is under MDM.</summary>
    public bool? MdmEnabled { get; set; }

    /// <summary>Indicates whether the Kandji agent is installed.</summary>
    public bool? AgentInstalled { get; set; }

    /// <summary>Indicates whether the device has not been heard from for so long that Kandji counts it as missing.</summary>
    public bool? IsMissing { get; set; }

    /// <summary>Indicates whether the device's management was removed.</summary>
    public bool? IsRemoved { get; set; }

    /// <summary>The version of the agent.</summary>
    public string? AgentVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? AgentVersionNumber => ComparableVersion.Parse(AgentVersion);

    /// <summary>When the device first enrolled, in local time.</summary>
    public DateTime? FirstEnrollment { get; set; }

    /// <summary>When the device last enrolled, in local time.</summary>
    public DateTime? LastEnrollment { get; set; }

    /// <summary>The name of the device's blueprint.</summary>
    public string? BlueprintName { get; set; }

    /// <summary>The state of lost mode of an iPhone or iPad; empty elsewhere.</summary>
    public string? LostModeStatus { get; set; }

    /// <summary>The names of the device's tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>Name and serial number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{DeviceName} ({SerialNumber})");
}
