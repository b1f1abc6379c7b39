using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>A blueprint as a detection names it.</summary>
public class DetectionBlueprint : TenantObject
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Name ?? Id ?? "";
}
