using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The device in a library item's status.</summary>
public class LibraryItemStatusComputer : TenantObject
{
    /// <summary>The device's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Id);
}
