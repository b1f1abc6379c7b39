using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Deletes custom apps from the library.</para>
/// <para type="description">
/// The app disappears from every blueprint that has it, which cannot be undone. Asks before each one, naming it, unless -Force or
/// -Confirm:$false is given. To take it from one blueprint only, use Remove-KandjiBlueprintLibraryItem.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be deleted</summary>
///   <code>Remove-KandjiCustomApp 'VPN client' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Delete everything that is not active</summary>
///   <code>Get-KandjiCustomApp | Where-Object Active -eq $false | Remove-KandjiCustomApp -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiCustomApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), When = "for an id")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps), When = "for a name")]
public sealed class RemoveKandjiCustomApp : RemoveLibraryItemCmdlet<CustomApp>
{
    /// <summary>The custom app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId", "Name")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomApp>))]
    public LibraryItemReference[] CustomApp { get; set; } = [];

    private protected override LibraryKind<CustomApp> Kind => LibraryKinds.CustomApp;

    /// <inheritdoc/>
    protected override void Process() => Remove(CustomApp);
}
