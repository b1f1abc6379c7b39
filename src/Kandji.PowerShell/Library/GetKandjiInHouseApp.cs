using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets in-house apps of the library: all of them, by name, or by id.</para>
/// <para type="description">
/// Names are matched whole and without regard to case, and wildcards work. An id or a name without wildcards that no app has is an error.
/// FileUrl lets anyone download the .ipa file for a short time: treat it as a secret.
/// </para>
/// </summary>
/// <example>
///   <summary>List all in-house apps with their versions</summary>
///   <code>Get-KandjiInHouseApp | Select-Object Name, AppVersion, MinimumOSVersion</code>
/// </example>
/// <example>
///   <summary>Find an app by a part of its name</summary>
///   <code>Get-KandjiInHouseApp '*Rounds*'</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiInHouseApp", DefaultParameterSetName = "Name")]
[OutputType(typeof(InHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetInHouseApp), When = "for an id")]
public sealed class GetKandjiInHouseApp : GetLibraryItemCmdlet<InHouseApp>
{
    private protected override LibraryKind<InHouseApp> Kind => LibraryKinds.InHouseApp;
}
