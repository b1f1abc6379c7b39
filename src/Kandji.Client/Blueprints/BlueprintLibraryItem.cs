using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>A library item of a blueprint.</summary>
public sealed class BlueprintLibraryItem : TenantObject, INamedObject
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The library item's name.</summary>
    public string? Name { get; set; }

    /// <summary>The id of the blueprint that was asked about.</summary>
    [NotFromApi]
    public string? BlueprintId { get; set; }

    /// <summary>The name of the blueprint that was asked about.</summary>
    [NotFromApi]
    public string? BlueprintName { get; set; }
}
