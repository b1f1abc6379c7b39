using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The device in a library item's status.</summary>
public class LibraryItemStatusComputer : TenantObject, INamedObject
{
    /// <summary>The device's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }
}
