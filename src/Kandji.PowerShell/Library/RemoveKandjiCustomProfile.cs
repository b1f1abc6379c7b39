using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Deletes custom profiles from the library.</para>
/// <para type="description">
/// The profile disappears from every blueprint that has it, which cannot be undone. Asks before each one, naming it, unless -Force or
/// -Confirm:$false is given. To take it from one blueprint only, use Remove-KandjiBlueprintLibraryItem.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be deleted</summary>
///   <code>Remove-KandjiCustomProfile 'Wi-Fi Northwind' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Delete everything that is not active</summary>
///   <code>Get-KandjiCustomProfile | Where-Object Active -eq $false | Remove-KandjiCustomProfile -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiCustomProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomProfile))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomProfile), When = "for an id")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomProfiles), When = "for a name")]
public sealed class RemoveKandjiCustomProfile : RemoveLibraryItemCmdlet<CustomProfile>
{
    /// <summary>The custom profile: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId", "Name")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomProfile>))]
    public LibraryItemReference[] CustomProfile { get; set; } = [];

    private protected override LibraryKind<CustomProfile> Kind => LibraryKinds.CustomProfile;

    /// <inheritdoc/>
    protected override void Process() => Remove(CustomProfile);
}
