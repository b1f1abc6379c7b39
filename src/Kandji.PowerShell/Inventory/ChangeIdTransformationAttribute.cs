using Kandji.Automation.Inventory;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Inventory;

/// <summary>Takes changes where their ids are meant.</summary>
internal sealed class ChangeIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        return items.Select(GetId).ToArray();
    }

    private static string? GetId(object? item) => item.Unwrap() switch
    {
        null => null,
        InventoryChange change => change.Id,
        _ when ReferenceText.GetText(item) is { } text => text,
        _ => ReferenceText.Column(item!, "id")
            ?? throw new ArgumentTransformationMetadataException(
                "Give the id of a change, or a change that Sync-KandjiInventory returned."),
    };
}
