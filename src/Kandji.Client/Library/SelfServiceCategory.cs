using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>A category of Self Service, where people find what they may install.</summary>
public sealed class SelfServiceCategory : TenantObject
{
    /// <summary>The category's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Id);
}
