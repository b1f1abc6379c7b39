using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>A SIM or eSIM of an iPhone or iPad.</summary>
public class DeviceSubscription : KandjiObject
{
    /// <summary>The slot.</summary>
    public string? Slot { get; set; }

    /// <summary>The IMEI of the slot.</summary>
    public string? Imei { get; set; }

    /// <summary>The number of the SIM.</summary>
    public string? Iccid { get; set; }

    /// <summary>The telephone number.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>The network that the SIM is in.</summary>
    public string? CurrentCarrierNetwork { get; set; }

    /// <summary>Indicates whether that is another's than the carrier's.</summary>
    public bool? IsRoaming { get; set; }

    /// <summary>The phone number, or the slot where there is none.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(string.IsNullOrEmpty(PhoneNumber) ? Slot : PhoneNumber);
}
