using Kandji.Client.Blueprints;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Adds library items to a blueprint.</para>
/// <para type="description">
/// Every device of the blueprint gets the items. A name finds custom scripts, custom profiles, custom apps and in-house apps; items of
/// other kinds are added by their id. In an assignment map with conditions an item belongs to one of the map's nodes: give its
/// id with -AssignmentNodeId. It is shown in the map in the browser while the Option key is held, and stays the same as long as the node
/// exists. Nothing is returned; an item that the blueprint already has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>Add a script to a blueprint, by its name</summary>
///   <code>Add-KandjiBlueprintLibraryItem 'Engineering – Contractors' 'Clean temp folders'</code>
/// </example>
/// <example>
///   <summary>Create a script and add it to a blueprint</summary>
///   <code>New-KandjiCustomScript 'Say hello' -Script 'echo hello' | Add-KandjiBlueprintLibraryItem 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Add all items of one blueprint to another</summary>
///   <code>Get-KandjiBlueprintLibraryItem 'Engineering' | Add-KandjiBlueprintLibraryItem 'Engineering – Contractors'</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "KandjiBlueprintLibraryItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.AssignLibraryItem))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), nameof(LibraryOperations.ListCustomProfiles),
    nameof(LibraryOperations.ListCustomApps), nameof(LibraryOperations.ListInHouseApps), When = "for an item given by name")]
public sealed class AddKandjiBlueprintLibraryItem : BlueprintLibraryItemCmdlet
{
    private BlueprintResolver? _blueprints;
    private LibraryItemKindResolver? _items;

    /// <summary>The blueprint: id, name, or blueprint object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("BlueprintId")]
    [BlueprintReferenceTransformation(OnlyBlueprints = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        _blueprints ??= new BlueprintResolver(Client);
        _items ??= new LibraryItemKindResolver(Client);
        foreach (BlueprintReference blueprintReference in Blueprint)
        {
            foreach (LibraryItemReference reference in LibraryItem)
            {
                Guard(reference, () =>
                {
                    Blueprint blueprint = Await(_blueprints.ResolveAsync(blueprintReference, StopToken));
                    (string id, string name) = Await(_items.IdentifyAsync(reference, StopToken));
                    if (ShouldProcess($"'{blueprint}'", $"Add library item '{name}'"))
                        Change((client, token) => client.Blueprints.AssignLibraryItemAsync(blueprint.Id!, id, AssignmentNodeId, token));
                });
            }
        }
    }
}
