using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The Kandji agent. The service names the same things differently on a Mac and on a Windows PC.</summary>
public class DeviceAgent : KandjiObject
{
    /// <summary>Mac: whether the agent is installed.</summary>
    public bool? AgentInstalled { get; set; }

    /// <summary>When the agent was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>Mac: when the agent last reported, in local time.</summary>
    public DateTime? LastCheckIn { get; set; }

    /// <summary>Mac: the agent's version.</summary>
    public string? AgentVersion { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? AgentVersionNumber => ComparableVersion.Parse(AgentVersion);

    /// <summary>Windows: whether the agent is installed.</summary>
    public bool? IsAgentInstalled { get; set; }

    /// <summary>Windows: when the agent last reported, in local time.</summary>
    public DateTime? LastCheckInDatetime { get; set; }

    /// <summary>Windows: the agent's version.</summary>
    public string? Version { get; set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? VersionNumber => ComparableVersion.Parse(Version);
}
