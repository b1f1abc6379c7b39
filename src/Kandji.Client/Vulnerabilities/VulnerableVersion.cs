using Kandji.Client.Model;

namespace Kandji.Client.Vulnerabilities;

/// <summary>A version of software that has a vulnerability. Times are local.</summary>
public class VulnerableVersion : KandjiObject
{
    /// <summary>When it was last found, in local time.</summary>
    public DateTime? LatestDetectionDate { get; set; }

    /// <summary>The blueprints whose devices have it.</summary>
    public ObjectList<VulnerabilityBlueprint>? Blueprints { get; set; }

    /// <summary>The version.</summary>
    public string? Version { get; set; }

    /// <summary>How many devices have it.</summary>
    public int? DevicesImpacted { get; set; }

    /// <summary>The version.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Version ?? "";
}
