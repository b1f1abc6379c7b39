using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The local accounts of a Mac.</summary>
public class DeviceAccounts : KandjiObject
{
    /// <summary>The accounts of people.</summary>
    public ObjectList<DeviceAccount>? RegularUsers { get; set; }

    /// <summary>The accounts of the system.</summary>
    public ObjectList<DeviceAccount>? SystemUsers { get; set; }
}
