using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>MDM of an Apple or Windows device.</summary>
public class DeviceMdm : KandjiObject
{
    /// <summary>Indicates whether the device is under MDM.</summary>
    public bool? MdmEnabled { get; set; }

    /// <summary>Indicates whether an Apple device is supervised.</summary>
    public bool? Supervised { get; set; }

    /// <summary>When the MDM profile was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>When the device last asked for MDM commands, in local time.</summary>
    public DateTime? LastCheckIn { get; set; }

    /// <summary>The short names of a Mac's accounts that are managed.</summary>
    public TextList? MdmEnabledUser { get; set; }

    /// <summary>The version of MDM on a Windows PC.</summary>
    public string? ManagementClientRevision { get; set; }

    /// <summary>The id that a Windows PC has given itself for MDM.</summary>
    public string? WindowsDeviceId { get; set; }
}
