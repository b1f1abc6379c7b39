using Kandji.Client.Http;

namespace Kandji.Automation.Configuration;

/// <summary>All things of one kind in a tenant; or the reason why they are not known, which is not the same as there being none.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Items">The things; empty when they are not known.</param>
/// <param name="Failure">The failure of reading them; null when all were read.</param>
internal sealed record ConfigurationSet(
    ConfigurationKind Kind, IReadOnlyList<ConfigurationItem> Items, KandjiApiException? Failure = null)
{
    /// <summary>A kind that could not be read.</summary>
    public static ConfigurationSet Unknown(ConfigurationKind kind, KandjiApiException failure) => new(kind, [], failure);
}
