using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The blueprint in a library item's status.</summary>
public class LibraryItemStatusBlueprint : TenantObject, INamedObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The blueprint's name.</summary>
    public string? Name { get; set; }
}
