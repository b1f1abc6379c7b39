using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;

namespace Kandji.PowerShell.Inventory;

/// <summary>The kinds that parameters take.</summary>
internal static class InventoryKindNames
{
    /// <summary>The kinds of names, in the order in which they are read; devices where none are named.</summary>
    public static IReadOnlyList<InventoryKind> Parse(string[]? names) => names is null
        ? [InventoryKind.Device]
        : InventoryKind.All.Where(kind => names.Select(ConfigurationKinds.Parse).Contains(kind.Kind)).ToList();
}
