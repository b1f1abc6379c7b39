using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>Information about a device.</summary>
public sealed class PrismDeviceInformation : PrismRow
{
    /// <summary>Its storage in gigabytes.</summary>
    public double? DeviceCapacity { get; set; }

    /// <summary>Its host name.</summary>
    public string? HostName { get; set; }

    /// <summary>Its name in the local network.</summary>
    public string? LocalHostname { get; set; }

    /// <summary>Indicates whether a Mac has one of Apple's own processors.</summary>
    public bool? AppleSilicon { get; set; }

    /// <summary>The family of models.</summary>
    public string? Model { get; set; }

    /// <summary>The model in the maker's words: <c>MacBook Air (M1, 2020)</c>.</summary>
    public string? ModelName { get; set; }

    /// <summary>The maker's identifier of the model: <c>Mac15,6</c>.</summary>
    public string? ModelIdentifier { get; set; }

    /// <summary>Indicates whether an iPad is shared.</summary>
    public bool? SharedIpad { get; set; }

    /// <summary>The cellular technology.</summary>
    public string? CellularTechnology { get; set; }

    /// <summary>Indicates whether data roaming is on.</summary>
    public bool? DataRoaming { get; set; }

    /// <summary>Indicates whether the personal hotspot is on.</summary>
    public bool? Hotspot { get; set; }

    /// <summary>When it first enrolled, in local time.</summary>
    public DateTime? FirstEnrollmentDate { get; set; }

    /// <summary>When it last enrolled, in local time.</summary>
    public DateTime? LastEnrollmentDate { get; set; }

    /// <summary>The version of the agent.</summary>
    public string? AgentVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? AgentVersionNumber => ComparableVersion.Parse(AgentVersion);

    /// <summary>Indicates whether it is under MDM.</summary>
    public bool? MdmEnabled { get; set; }

    /// <summary>Indicates whether the agent is installed.</summary>
    public bool? AgentInstalled { get; set; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? OsVersionNumber => ComparableVersion.Parse(OsVersion);

    /// <summary>The build of the operating system.</summary>
    public string? OsBuild { get; set; }

    /// <summary>The name of the operating system.</summary>
    public string? OsName { get; set; }

    /// <summary>The marketing name of the version: <c>Sequoia</c>.</summary>
    public string? MarketingName { get; set; }

    /// <summary>The build with its rapid security response.</summary>
    public string? SupplementalBuildVersion { get; set; }

    /// <summary>The letter of a rapid security response: <c>(a)</c>.</summary>
    public string? SupplementalOsVersionExtra { get; set; }

    /// <summary>The version as the web application shows it.</summary>
    public string? DisplayOsVersion { get; set; }

    /// <summary>When it was last heard from, in local time.</summary>
    public DateTime? LastCheckin { get; set; }

    /// <summary>When its agent was last heard from, in local time.</summary>
    public DateTime? LastCheckinAgent { get; set; }

    /// <summary>When it last asked for MDM commands, in local time.</summary>
    public DateTime? LastCheckinMdm { get; set; }

    /// <summary>The state of its battery.</summary>
    public string? BatteryHealth { get; set; }

    /// <summary>The state of lost mode.</summary>
    public string? LostModeStatus { get; set; }
}
