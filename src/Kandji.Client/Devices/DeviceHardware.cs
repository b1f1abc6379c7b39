using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>The hardware of an Apple or Windows device.</summary>
public sealed class DeviceHardwareOverview : KandjiObject
{
    /// <summary>Mac: the model without its year.</summary>
    public string? ModelName { get; set; }

    /// <summary>Apple: the maker's name of the model, as <c>Mac15,3</c>.</summary>
    public string? ModelIdentifier { get; set; }

    /// <summary>Mac: the processor.</summary>
    public string? ProcessorName { get; set; }

    /// <summary>Mac with an Intel processor: its clock in the service's words.</summary>
    public string? ProcessorSpeed { get; set; }

    /// <summary>Mac: the number of processors.</summary>
    public int? NumberOfProcessors { get; set; }

    /// <summary>Mac: the number of cores of all processors.</summary>
    public int? TotalNumberOfCores { get; set; }

    /// <summary>Mac: the memory in the service's words: <c>16 GB LPDDR5</c>.</summary>
    public string? Memory { get; set; }

    /// <summary>Mac: the hardware's UUID.</summary>
    public string? Udid { get; set; }

    /// <summary>iPhone, iPad, Apple TV: the hardware's id.</summary>
    public string? Uuid { get; set; }

    /// <summary>Apple: the serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>Windows: the version of the firmware.</summary>
    public string? BiosVersion { get; set; }

    /// <summary>Windows: the mobile operator that sold the device.</summary>
    public string? CommercializationOperator { get; set; }

    /// <summary>Windows: the free storage, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? FreeCapacity { get; set; }

    /// <summary>Windows: the processor's architecture.</summary>
    public string? ProcessorArchitecture { get; set; }

    /// <summary>Windows: the version of the modem's software.</summary>
    public string? RadioSoftwareVersion { get; set; }

    /// <summary>Windows: the serial number.</summary>
    public string? SmbiosSerialNumber { get; set; }

    /// <summary>Windows: the memory, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? TotalRam { get; set; }

    /// <summary>Windows: the storage, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? TotalCapacity { get; set; }
}

/// <summary>A volume of an Apple device. Of an iPhone or iPad only the sizes are known.</summary>
public sealed class DeviceVolume : KandjiObject
{
    /// <summary>The volume's name.</summary>
    public string? Name { get; set; }

    /// <summary>The file system: <c>APFS</c>.</summary>
    public string? Format { get; set; }

    /// <summary>How much is in use, in percent.</summary>
    public double? PercentUsed { get; set; }

    /// <summary>The device node: <c>disk3s1</c>.</summary>
    public string? Identifier { get; set; }

    /// <summary>The size, in bytes.</summary>
    [ByteSize]
    public long? Capacity { get; set; }

    /// <summary>The free space, in bytes.</summary>
    [ByteSize]
    public long? Available { get; set; }

    /// <summary>Indicates whether the volume is encrypted.</summary>
    public bool? Encrypted { get; set; }
}

/// <summary>Names and addresses of a device in the network.</summary>
public sealed class DeviceNetwork : KandjiObject
{
    /// <summary>Mac: the host name.</summary>
    public string? LocalHostname { get; set; }

    /// <summary>Apple: the MAC address, with colons.</summary>
    public string? MacAddress { get; set; }

    /// <summary>Mac: the address in its own network.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Mac: the address that the service sees.</summary>
    public string? PublicIp { get; set; }

    /// <summary>Windows: the host name.</summary>
    public string? DnsComputerName { get; set; }

    /// <summary>Windows: the number of the SIM.</summary>
    public string? Iccid { get; set; }

    /// <summary>Windows: whether calls go over LTE.</summary>
    public bool? VolteServiceSetting { get; set; }

    /// <summary>Windows: the DNS suffix of the Wi-Fi network.</summary>
    public string? WifiDnsSuffix { get; set; }

    /// <summary>Windows: the IPv4 address in the Wi-Fi network.</summary>
    public string? WifiIpv4Address { get; set; }

    /// <summary>Windows: the IPv6 address in the Wi-Fi network, with the length of its prefix.</summary>
    public string? WifiIpv6Address { get; set; }

    /// <summary>Windows: the mask of the Wi-Fi network.</summary>
    public string? WifiSubnetMask { get; set; }
}

/// <summary>The mobile network of an iPhone, iPad or Android device.</summary>
public sealed class DeviceCellular : KandjiObject
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
    public DeviceSubscription[]? Subscriptions { get; set; }

    /// <summary>Android: the IMEI.</summary>
    public string? Imei { get; set; }

    /// <summary>Android: the MEID.</summary>
    public string? Meid { get; set; }
}

/// <summary>A SIM or eSIM of an iPhone or iPad.</summary>
public sealed class DeviceSubscription : KandjiObject
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
}

/// <summary>The hardware of an Android device.</summary>
public sealed class AndroidHardware : KandjiObject
{
    /// <summary>The free storage, in gigabytes.</summary>
    public double? AvailableCapacity { get; set; }

    /// <summary>The storage, in gigabytes.</summary>
    public double? TotalCapacity { get; set; }

    /// <summary>The memory, in gigabytes.</summary>
    public double? TotalRam { get; set; }

    /// <summary>The MAC address of the Wi-Fi adapter, with colons.</summary>
    public string? WifiMacAddress { get; set; }
}
