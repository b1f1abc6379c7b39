using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>A library item as a detection names it.</summary>
public class DetectionLibraryItem : TenantObject
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The posture for malicious behavior: <c>protect</c> or <c>detect</c>.</summary>
    public string? MalPostureMode { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Name ?? Id ?? "";
}
