using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>A process as a detection names it.</summary>
public class DetectionProcess : KandjiObject
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its command line.</summary>
    public string? CommandLine { get; set; }

    /// <summary>Its program.</summary>
    public string? ImagePath { get; set; }

    /// <summary>Its number.</summary>
    public long? Pid { get; set; }

    /// <summary>The account that it ran as.</summary>
    public string? Owner { get; set; }

    /// <summary>The SHA-256 of its program.</summary>
    [ApiName("sha256")]
    public string? Sha256 { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Name ?? ImagePath ?? "";
}
