using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>A blueprint as an integration names it.</summary>
public class AdeBlueprint : TenantObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the icon.</summary>
    public string? Icon { get; set; }

    /// <summary>The name of the colour.</summary>
    public string? Color { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Id);
}
