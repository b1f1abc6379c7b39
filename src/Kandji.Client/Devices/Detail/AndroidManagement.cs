using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>How an Android device is managed.</summary>
public class AndroidManagement : KandjiObject
{
    /// <summary><c>DEVICE_OWNER</c> for a whole device, <c>PROFILE_OWNER</c> for a work profile.</summary>
    public string? ManagementMode { get; set; }

    /// <summary><c>COMPANY_OWNED</c> or <c>PERSONALLY_OWNED</c>.</summary>
    public string? Ownership { get; set; }
}
