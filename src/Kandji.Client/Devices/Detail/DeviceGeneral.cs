using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The identity of a device, its user and its blueprint.</summary>
public class DeviceGeneral : KandjiObject
{
    /// <summary>The device's id in Kandji, a UUID.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The device's name.</summary>
    public string? DeviceName { get; set; }

    /// <summary>When the device last enrolled, in local time.</summary>
    public DateTime? LastEnrollment { get; set; }

    /// <summary>When the device first enrolled, in local time.</summary>
    public DateTime? FirstEnrollment { get; set; }

    /// <summary>The model of an Apple device in the maker's words.</summary>
    public string? Model { get; set; }

    /// <summary><c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>AppleTV</c>, <c>Windows</c> or <c>Android</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; set; }

    /// <summary>The whole version of a Windows system.</summary>
    public string? FullSoftwareVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? OsVersionNumber => ComparableVersion.Parse(OsVersion);

    /// <summary>The build of an Apple system: <c>24B83</c>.</summary>
    public string? SupplementalBuildVersion { get; set; }

    /// <summary>The letter of an Apple rapid security response: <c>(a)</c>.</summary>
    public string? SupplementalOsVersionExtra { get; set; }

    /// <summary>The version and build of a Mac's system: <c>15.1 (24B83)</c>.</summary>
    public string? SystemVersion { get; set; }

    /// <summary>The name of the volume that a Mac started from.</summary>
    public string? BootVolume { get; set; }

    /// <summary>How long a Mac has been running, in the service's words: <c>5 days ago</c>.</summary>
    public string? TimeSinceBoot { get; set; }

    /// <summary>The short name of the account that was last used on a Mac.</summary>
    public string? LastUser { get; set; }

    /// <summary>The asset tag.</summary>
    public string? AssetTag { get; set; }

    /// <summary>The user whom the device is assigned to; null when nobody is.</summary>
    public DeviceUser? AssignedUser { get; set; }

    /// <summary>The name of the device's blueprint.</summary>
    public string? BlueprintName { get; set; }

    /// <summary>The id of the device's blueprint.</summary>
    public string? BlueprintUuid { get; set; }

    /// <summary>The maker of a Windows or Android device.</summary>
    public string? Manufacturer { get; set; }

    /// <summary>The model of a Windows PC.</summary>
    public string? DeviceModel { get; set; }

    /// <summary>The type of a Windows PC.</summary>
    public string? DeviceType { get; set; }

    /// <summary>The name of a Windows system: <c>Windows 11</c>.</summary>
    public string? OsName { get; set; }

    /// <summary>The build of a Windows or Android system.</summary>
    public string? OsBuild { get; set; }

    /// <summary>The edition of a Windows system.</summary>
    public string? OsEdition { get; set; }

    /// <summary>The revision of a Windows build, which updates raise.</summary>
    public int? UpdateBuildRevision { get; set; }

    /// <summary>The language of a Windows system: <c>en-US</c>.</summary>
    public string? Language { get; set; }

    /// <summary>The model of an Android device.</summary>
    public string? ModelName { get; set; }

    /// <summary>The serial number of an Android device.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>The API level of an Android system.</summary>
    public int? ApiLevel { get; set; }

    /// <summary>The date of an Android system's security patches: <c>2026-05-01</c>.</summary>
    public string? SecurityPatchLevel { get; set; }

    /// <summary>The id of the Android Enterprise that an Android device belongs to.</summary>
    public string? EnterpriseId { get; set; }

    /// <summary>The id of an Android device in its Android Enterprise.</summary>
    public string? EnterpriseDeviceId { get; set; }
}
