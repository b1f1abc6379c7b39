using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets custom profiles of the library: all of them, by name, or by id.</para>
/// <para type="description">
/// The profile itself, a property list in XML, comes with each object. Names are matched whole and without regard to case, and wildcards
/// work. An id or a name without wildcards that no profile has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>List the profiles that iPhones get</summary>
///   <code>Get-KandjiCustomProfile | Where-Object RunsOnIPhone</code>
/// </example>
/// <example>
///   <summary>Save a profile to a file</summary>
///   <code>(Get-KandjiCustomProfile 'Wi-Fi Northwind').Profile | Set-Content ./wifi.mobileconfig -NoNewline</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiCustomProfile", DefaultParameterSetName = "Name")]
[OutputType(typeof(CustomProfile))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomProfiles))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomProfile), When = "for an id")]
public sealed class GetKandjiCustomProfile : GetLibraryItemCmdlet<CustomProfile>
{
    private protected override LibraryKind<CustomProfile> Kind => LibraryKinds.CustomProfile;
}
