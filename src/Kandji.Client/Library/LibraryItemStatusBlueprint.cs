using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The blueprint in a library item's status.</summary>
public class LibraryItemStatusBlueprint : TenantObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The blueprint's name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Id);
}
