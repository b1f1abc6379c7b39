using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>How many rows a category has.</summary>
public sealed class PrismCount : TenantObject
{
    /// <summary>The category.</summary>
    [NotFromApi]
    public PrismCategory Category { get; set; }

    /// <summary>How many rows it has, over all devices.</summary>
    public long? Count { get; set; }

    /// <summary>Indicates whether the number is an estimate.</summary>
    public bool? Approximate { get; set; }

    /// <summary>Category and number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Category}: {Count}";
}
