using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets custom apps of the library: all of them, by name, or by id.</para>
/// <para type="description">
/// Names are matched whole and without regard to case, and wildcards work. An id or a name without wildcards that no app has is an error.
/// FileUrl lets anyone download the installer for a short time: treat it as a secret.
/// </para>
/// </summary>
/// <example>
///   <summary>List all custom apps, the largest first</summary>
///   <code>Get-KandjiCustomApp | Sort-Object FileSize -Descending</code>
/// </example>
/// <example>
///   <summary>On which devices did an app fail?</summary>
///   <code>Get-KandjiCustomApp 'VPN client' | Get-KandjiLibraryItemStatus -Status Error</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiCustomApp", DefaultParameterSetName = "Name")]
[OutputType(typeof(CustomApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), When = "for an id")]
public sealed class GetKandjiCustomApp : GetLibraryItemCmdlet<CustomApp>
{
    private protected override LibraryKind<CustomApp> Kind => LibraryKinds.CustomApp;
}
