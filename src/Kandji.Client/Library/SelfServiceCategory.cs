using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>A category of Self Service, where people find what they may install.</summary>
public sealed class SelfServiceCategory : TenantObject, INamedObject
{
    /// <summary>The category's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }
}
