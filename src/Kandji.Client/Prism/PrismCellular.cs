using Kandji.Client.Json;

namespace Kandji.Client.Prism;

/// <summary>The mobile network of a device, with up to two lines.</summary>
public sealed class PrismCellular : PrismRow
{
    /// <summary>The cellular technology: <c>GSM and CDMA</c>, <c>None</c>.</summary>
    public string? CellularTechnology { get; set; }

    /// <summary>Indicates whether data roaming is on.</summary>
    public bool? DataRoamingEnabled { get; set; }

    /// <summary>Indicates whether voice roaming is on.</summary>
    public bool? VoiceRoamingEnabled { get; set; }

    /// <summary>The version of the modem's firmware.</summary>
    public string? ModemFirmwareVersion { get; set; }

    /// <summary>Indicates whether the personal hotspot is on.</summary>
    public bool? PersonalHotspotEnabled { get; set; }

    /// <summary>The number that CDMA networks know it by.</summary>
    public string? Meid { get; set; }

    /// <summary>The version of the first line's carrier settings.</summary>
    [ApiName("carrier_settings_version_slot_1")]
    public string? CarrierSettingsVersionSlot1 { get; set; }

    /// <summary>The network that the first line is in now.</summary>
    [ApiName("current_carrier_network_slot_1")]
    public string? CurrentCarrierNetworkSlot1 { get; set; }

    /// <summary>The country code of the network that the first line is in now.</summary>
    [ApiName("current_mcc_slot_1")]
    public string? CurrentMccSlot1 { get; set; }

    /// <summary>The network code of the network that the first line is in now.</summary>
    [ApiName("current_mnc_slot_1")]
    public string? CurrentMncSlot1 { get; set; }

    /// <summary>The number of the first line's eSIM.</summary>
    [ApiName("eid_slot_1")]
    public string? EidSlot1 { get; set; }

    /// <summary>The number of the first line's SIM card.</summary>
    [ApiName("iccid_slot_1")]
    public string? IccidSlot1 { get; set; }

    /// <summary>The IMEI of the first line.</summary>
    [ApiName("imei_slot_1")]
    public string? ImeiSlot1 { get; set; }

    /// <summary>Indicates whether data goes over the first line.</summary>
    [ApiName("is_data_preferred_slot_1")]
    public bool? IsDataPreferredSlot1 { get; set; }

    /// <summary>Indicates whether the first line is roaming.</summary>
    [ApiName("is_roaming_slot_1")]
    public bool? IsRoamingSlot1 { get; set; }

    /// <summary>Indicates whether calls go over the first line.</summary>
    [ApiName("is_voice_preferred_slot_1")]
    public bool? IsVoicePreferredSlot1 { get; set; }

    /// <summary>The label of the first line.</summary>
    [ApiName("label_slot_1")]
    public string? LabelSlot1 { get; set; }

    /// <summary>The id of the first line's label.</summary>
    [ApiName("label_id_slot_1")]
    public string? LabelIdSlot1 { get; set; }

    /// <summary>The phone number of the first line.</summary>
    [ApiName("phone_number_slot_1")]
    public string? PhoneNumberSlot1 { get; set; }

    /// <summary>Which slot the first line is in.</summary>
    [ApiName("slot_1")]
    public string? Slot1 { get; set; }

    /// <summary>The network that the first line belongs to.</summary>
    [ApiName("subscriber_carrier_network_slot_1")]
    public string? SubscriberCarrierNetworkSlot1 { get; set; }

    /// <summary>The version of the second line's carrier settings.</summary>
    [ApiName("carrier_settings_version_slot_2")]
    public string? CarrierSettingsVersionSlot2 { get; set; }

    /// <summary>The network that the second line is in now.</summary>
    [ApiName("current_carrier_network_slot_2")]
    public string? CurrentCarrierNetworkSlot2 { get; set; }

    /// <summary>The country code of the network that the second line is in now.</summary>
    [ApiName("current_mcc_slot_2")]
    public string? CurrentMccSlot2 { get; set; }

    /// <summary>The network code of the network that the second line is in now.</summary>
    [ApiName("current_mnc_slot_2")]
    public string? CurrentMncSlot2 { get; set; }

    /// <summary>The number of the second line's eSIM.</summary>
    [ApiName("eid_slot_2")]
    public string? EidSlot2 { get; set; }

    /// <summary>The number of the second line's SIM card.</summary>
    [ApiName("iccid_slot_2")]
    public string? IccidSlot2 { get; set; }

    /// <summary>The IMEI of the second line.</summary>
    [ApiName("imei_slot_2")]
    public string? ImeiSlot2 { get; set; }

    /// <summary>Indicates whether data goes over the second line.</summary>
    [ApiName("is_data_preferred_slot_2")]
    public bool? IsDataPreferredSlot2 { get; set; }

    /// <summary>Indicates whether the second line is roaming.</summary>
    [ApiName("is_roaming_slot_2")]
    public bool? IsRoamingSlot2 { get; set; }

    /// <summary>Indicates whether calls go over the second line.</summary>
    [ApiName("is_voice_preferred_slot_2")]
    public bool? IsVoicePreferredSlot2 { get; set; }

    /// <summary>The label of the second line.</summary>
    [ApiName("label_slot_2")]
    public string? LabelSlot2 { get; set; }

    /// <summary>The id of the second line's label.</summary>
    [ApiName("label_id_slot_2")]
    public string? LabelIdSlot2 { get; set; }

    /// <summary>The phone number of the second line.</summary>
    [ApiName("phone_number_slot_2")]
    public string? PhoneNumberSlot2 { get; set; }

    /// <summary>Which slot the second line is in.</summary>
    [ApiName("slot_2")]
    public string? Slot2 { get; set; }

    /// <summary>The network that the second line belongs to.</summary>
    [ApiName("subscriber_carrier_network_slot_2")]
    public string? SubscriberCarrierNetworkSlot2 { get; set; }
}
