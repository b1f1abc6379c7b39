using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The mobile network of an iPhone, iPad or Android device.</summary>
public class DeviceCellular : KandjiObject
{
    /// <summary>Apple: whether calls may be made abroad.</summary>
    public bool? VoiceRoaming { get; set; }

    /// <summary>Apple: whether data may be used abroad.</summary>
    public bool? DataRoaming { get; set; }

    /// <summary>Apple: whether the personal hotspot is on.</summary>
    public bool? PersonalHotspot { get; set; }

    /// <summary>Apple: what the modem can do: 0 there is none, 1 GSM, 2 CDMA, 3 both.</summary>
    public int? CellularTechnology { get; set; }

    /// <summary>Apple: the SIMs and eSIMs; null when there is none.</summary>
    public ObjectList<DeviceSubscription>? Subscriptions { get; set; }

    /// <summary>Android: the IMEI.</summary>
    public string? Imei { get; set; }

    /// <summary>Android: the MEID.</summary>
    public string? Meid { get; set; }
}
