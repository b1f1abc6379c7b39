using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets custom scripts of the library: all of them, by name, or by id.</para>
/// <para type="description">
/// The script and its remediation script come with each object. Names are matched whole and without regard to case, and wildcards work. An
/// id or a name without wildcards that no script has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>List all scripts that run every day</summary>
///   <code>Get-KandjiCustomScript | Where-Object ExecutionFrequency -eq 'every_day'</code>
/// </example>
/// <example>
///   <summary>Save a script to a file</summary>
///   <code>(Get-KandjiCustomScript 'Clean temp folders').Script | Set-Content ./clean.zsh -NoNewline</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiCustomScript", DefaultParameterSetName = "Name")]
[OutputType(typeof(CustomScript))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomScript), When = "for an id")]
public sealed class GetKandjiCustomScript : GetLibraryItemCmdlet<CustomScript>
{
    private protected override LibraryKind<CustomScript> Kind => LibraryKinds.CustomScript;
}
