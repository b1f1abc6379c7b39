using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Removes library items from a blueprint.</para>
/// <para type="description">
/// Devices of the blueprint lose what the items gave them, where that can be taken back: profiles and apps are removed. The items
/// themselves stay in the library. In an assignment map with conditions the item is removed from the node that -AssignmentNodeId names.
/// Nothing is returned.
/// </para>
/// </summary>
/// <example>
///   <summary>Remove an item from a blueprint, by its name</summary>
///   <code>Remove-KandjiBlueprintLibraryItem 'Engineering' 'VPN client'</code>
/// </example>
/// <example>
///   <summary>Remove an item from every blueprint that has it</summary>
///   <code>Get-KandjiBlueprint | Get-KandjiBlueprintLibraryItem -Name 'Keynote' | Remove-KandjiBlueprintLibraryItem -WhatIf</code>
///   <para>Each item on the pipeline knows its blueprint. Leave out -WhatIf to remove them.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiBlueprintLibraryItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.RemoveLibraryItem))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.ListLibraryItems), When = "for an item given by name")]
public sealed class RemoveKandjiBlueprintLibraryItem : BlueprintLibraryItemCmdlet
{
    private readonly Dictionary<string, List<BlueprintLibraryItem>> _itemsOf = new(StringComparer.OrdinalIgnoreCase);
    private BlueprintResolver? _resolver;

    /// <summary>The blueprint: id, name, or blueprint object. An item on the pipeline brings its own.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("BlueprintId")]
    [BlueprintReferenceTransformation(OnlyBlueprints = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateCount(1, 1)]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new BlueprintResolver(Client);
        foreach (LibraryItemReference reference in LibraryItem)
        {
            Guard(reference, () =>
            {
                Blueprint blueprint = Await(_resolver.ResolveAsync(Blueprint[0], StopToken));
                (string id, string name) = Find(blueprint, reference);
                if (ShouldProcess($"'{blueprint}'", $"Remove library item '{name}'"))
                    Change((client, token) => client.Blueprints.RemoveLibraryItemAsync(blueprint.Id!, id, AssignmentNodeId, token));
            });
        }
    }

    private (string Id, string Name) Find(Blueprint blueprint, LibraryItemReference reference)
    {
        if (reference.Id is { } known)
            return (known, reference.Text);
        if (!_itemsOf.TryGetValue(blueprint.Id!, out List<BlueprintLibraryItem>? items))
            _itemsOf[blueprint.Id!] = items = Stream(Client.Blueprints.ListLibraryItemsAsync(blueprint.Id!, StopToken)).ToList();
        List<BlueprintLibraryItem> found =
            items.FindAll(item => string.Equals(item.Name, reference.Text, StringComparison.OrdinalIgnoreCase));
        return found.Count switch
        {
            1 => (found[0].Id!, found[0].ToString()),
            0 =>
                throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                    $"The blueprint '{blueprint}' has no library item that is named '{reference.Text}'."),
            _ => throw new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument,
                $"The blueprint '{blueprint}' has {found.Count} library items that are named '{reference.Text}': "
                    + $"{FormatList(found.ConvertAll(item => "id " + item.Id))}. Give the id."),
        };
    }
}
