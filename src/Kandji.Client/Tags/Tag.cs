using Kandji.Client.Model;

namespace Kandji.Client.Tags;

/// <summary>A tag for devices.</summary>
public sealed class Tag : TenantObject, INamedObject
{
    /// <summary>The tag's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. No two tags have the same, but two may differ in case only.</summary>
    public string? Name { get; set; }
}
