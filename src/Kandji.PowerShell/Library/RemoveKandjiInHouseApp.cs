using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Deletes in-house apps from the library.</para>
/// <para type="description">
/// The app disappears from every blueprint that has it, which cannot be undone. Asks before each one, naming it, unless -Force or
/// -Confirm:$false is given. To take it from one blueprint only, use Remove-KandjiBlueprintLibraryItem.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be deleted</summary>
///   <code>Remove-KandjiInHouseApp 'Northwind Rounds' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Delete everything that is not active</summary>
///   <code>Get-KandjiInHouseApp | Where-Object Active -eq $false | Remove-KandjiInHouseApp -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiInHouseApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteInHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetInHouseApp), When = "for an id")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps), When = "for a name")]
public sealed class RemoveKandjiInHouseApp : RemoveLibraryItemCmdlet<InHouseApp>
{
    /// <summary>The in-house app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId", "Name")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<InHouseApp>))]
    public LibraryItemReference[] InHouseApp { get; set; } = [];

    private protected override LibraryKind<InHouseApp> Kind => LibraryKinds.InHouseApp;

    /// <inheritdoc/>
    protected override void Process() => Remove(InHouseApp);
}
