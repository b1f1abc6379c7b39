using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes custom profiles of the library.</para>
/// <para type="description">
/// Settings that are not given stay as they are. Devices that have a profile get it again when its contents change. Returns the profile as
/// it is afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>Replace a profile with what is in a file</summary>
///   <code>Set-KandjiCustomProfile 'Wi-Fi Northwind' -Path ./wifi.mobileconfig</code>
/// </example>
/// <example>
///   <summary>Take all profiles for Apple TVs out of use</summary>
///   <code>Get-KandjiCustomProfile | Where-Object RunsOnTV | Set-KandjiCustomProfile -Active $false</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiCustomProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomProfile))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UpdateCustomProfile))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.GetCustomProfile), When = "for an id, and for an object that may be out of date")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomProfiles), When = "for a name")]
[ChangesNothingWithout(nameof(Name), nameof(Path), nameof(Content), nameof(RunsOn), nameof(Active))]
public sealed class SetKandjiCustomProfile : CustomProfileCmdlet
{
    /// <summary>The custom profile: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomProfile>))]
    public LibraryItemReference[] CustomProfile { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The .mobileconfig file with the new contents.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Path { get; set; }

    /// <summary>The new contents, a property list in XML, as text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ExcludesParameters(nameof(Path))]
    [TextTransformation]
    public string? Content { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ChangeEach(
        CustomProfile, MakeChange,
        (profile, change, _) => Change((client, token) => client.Library.UpdateCustomProfileAsync(profile.Id!, change, token), WriteModel));

    private CustomProfileChange MakeChange()
    {
        CustomProfileChange change = Path is not null ? FromFile(Path)
            : Content is not null ? FromText(Content) : new CustomProfileChange();
        change.Name = Name;
        return Fill(change);
    }
}
