using Kandji.Client.Blueprints;
using Kandji.Client.Model;

namespace Kandji.Automation.Configuration;

/// <summary>One thing that a tenant is made of, with everything about it that is compared.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name, by which it is matched with one of another tenant.</param>
/// <param name="Id">The id in its own tenant.</param>
/// <param name="Source">The thing as it was read.</param>
/// <param name="Properties">The values by the names of their properties. References are names.</param>
/// <param name="LibraryItems">The library items of a blueprint; null for other kinds.</param>
internal sealed record ConfigurationItem(
    ConfigurationKind Kind, string Name, string? Id, KandjiObject Source, IReadOnlyDictionary<string, ConfigurationValue> Properties,
    IReadOnlyList<BlueprintLibraryItem>? LibraryItems = null);
