using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Names and addresses of a device in the network.</summary>
public class DeviceNetwork : KandjiObject
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
