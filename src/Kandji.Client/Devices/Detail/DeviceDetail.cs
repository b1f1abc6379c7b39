using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>
/// Everything that Kandji knows about a device itself, section by section as the service tells it. A section that does not apply to a
/// platform is null, and so is a value that the service left empty. Times are local, sizes are in bytes unless a property says otherwise.
/// </summary>
public sealed class DeviceDetail : TenantObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>Name, model, system, user, blueprint.</summary>
    public DeviceGeneral? General { get; set; }

    /// <summary>MDM of an Apple or Windows device.</summary>
    public DeviceMdm? Mdm { get; set; }

    /// <summary>Activation Lock of an Apple device.</summary>
    public DeviceActivationLock? ActivationLock { get; set; }

    /// <summary>FileVault; of use on a Mac.</summary>
    [ApiName("filevault")]
    public DeviceFileVault? FileVault { get; set; }

    /// <summary>Lost mode of an iPhone or iPad; null when it is off.</summary>
    public DeviceLostMode? LostMode { get; set; }

    /// <summary>Automated Device Enrollment of an iPhone or iPad.</summary>
    public DeviceAutomatedEnrollment? AutomatedDeviceEnrollment { get; set; }

    /// <summary>The Kandji agent of a Mac or a Windows PC.</summary>
    public DeviceAgent? KandjiAgent { get; set; }

    /// <summary>The hardware of an Apple or Windows device.</summary>
    public DeviceHardwareOverview? HardwareOverview { get; set; }

    /// <summary>The volumes of an Apple device.</summary>
    public ObjectList<DeviceVolume>? Volumes { get; set; }

    /// <summary>Names and addresses in the network.</summary>
    public DeviceNetwork? Network { get; set; }

    /// <summary>Recovery Lock or firmware password of a Mac.</summary>
    public DeviceRecovery? RecoveryInformation { get; set; }

    /// <summary>The local accounts of a Mac.</summary>
    public DeviceAccounts? Users { get; set; }

    /// <summary>The configuration profiles of a Mac.</summary>
    public ObjectList<DeviceProfile>? InstalledProfiles { get; set; }

    /// <summary>The record of an iPhone or iPad in Apple Business Manager.</summary>
    public DeviceBusinessManager? AppleBusinessManager { get; set; }

    /// <summary>Security of an Apple device.</summary>
    public DeviceSecurityInformation? SecurityInformation { get; set; }

    /// <summary>The mobile network of an iPhone, iPad or Android device.</summary>
    public DeviceCellular? Cellular { get; set; }

    /// <summary>The hardware of an Android device.</summary>
    public AndroidHardware? Hardware { get; set; }

    /// <summary>How an Android device is managed.</summary>
    public AndroidManagement? Management { get; set; }

    /// <summary>Security of an Android device.</summary>
    public AndroidSecurity? Security { get; set; }

    /// <summary>The names of the device's tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>Name and serial number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{PrintableText.Sanitize(DeviceName)} ({PrintableText.Sanitize(SerialNumber)})";

    // The same three things stand in a different place for each platform.
    internal DeviceDetail WithIdentity(string deviceId)
    {
        DeviceId = General?.DeviceId ?? deviceId;
        DeviceName = General?.DeviceName;
        string?[] serialNumbers =
        [
            HardwareOverview?.SerialNumber,
            HardwareOverview?.SmbiosSerialNumber,
            General?.SerialNumber,
            AppleBusinessManager?.SerialNumber,
        ];
        SerialNumber = serialNumbers.FirstOrDefault(number => !string.IsNullOrEmpty(number));
        if (LostMode is { } lostMode)
            (lostMode.DeviceId, lostMode.DeviceName, lostMode.SerialNumber) = (DeviceId, DeviceName, SerialNumber);
        return this;
    }
}
