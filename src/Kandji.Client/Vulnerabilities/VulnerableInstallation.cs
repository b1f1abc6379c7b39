using Kandji.Client.Model;

namespace Kandji.Client.Vulnerabilities;

/// <summary>Vulnerable software on a device. Times are local.</summary>
public class VulnerableInstallation : KandjiObject
{
    /// <summary>The software's name.</summary>
    public string? Name { get; set; }

    /// <summary>When it was found, in local time.</summary>
    public DateTime? DetectionDate { get; set; }

    /// <summary>Where it is.</summary>
    public string? Path { get; set; }

    /// <summary>Its version.</summary>
    public string? Version { get; set; }

    /// <summary>Name and version.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"{Name} {Version}";
}
