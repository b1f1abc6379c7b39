using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Security of an Apple device.</summary>
public class DeviceSecurityInformation : KandjiObject
{
    /// <summary>Indicates whether Remote Management of a Mac is on; null where there is none.</summary>
    public bool? RemoteDesktopEnabled { get; set; }
}
