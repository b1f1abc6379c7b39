using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Deletes custom scripts from the library.</para>
/// <para type="description">
/// The script disappears from every blueprint that has it, which cannot be undone. Asks before each one, naming it, unless -Force or
/// -Confirm:$false is given. To take it from one blueprint only, use Remove-KandjiBlueprintLibraryItem.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be deleted</summary>
///   <code>Remove-KandjiCustomScript 'Clean temp folders' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Delete everything that is not active</summary>
///   <code>Get-KandjiCustomScript | Where-Object Active -eq $false | Remove-KandjiCustomScript -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiCustomScript", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomScript))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomScript), When = "for an id")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), When = "for a name")]
public sealed class RemoveKandjiCustomScript : RemoveLibraryItemCmdlet<CustomScript>
{
    /// <summary>The custom script: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId", "Name")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomScript>))]
    public LibraryItemReference[] CustomScript { get; set; } = [];

    private protected override LibraryKind<CustomScript> Kind => LibraryKinds.CustomScript;

    /// <inheritdoc/>
    protected override void Process() => Remove(CustomScript);
}
