using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>A blueprint as an integration names it.</summary>
public class AdeBlueprint : TenantObject, INamedObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the icon.</summary>
    public string? Icon { get; set; }

    /// <summary>The name of the colour.</summary>
    public string? Color { get; set; }
}
