using System.Text.Json;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Creates custom profiles in the library, from .mobileconfig files or text.</para>
/// <para type="description">
/// A profile from a file is named after the file unless -Name is given; the file is sent as it is, also when it is signed. Files from
/// Get-ChildItem on the pipeline make a profile each, and a custom profile on the pipeline is copied, also to another tenant with -Session.
/// It reaches devices once a blueprint has it: Add-KandjiBlueprintLibraryItem. Returns the profile.
/// </para>
/// </summary>
/// <example>
///   <summary>Create a profile for Macs from a file</summary>
///   <code>New-KandjiCustomProfile 'Screen lock' -Path ./screen-lock.mobileconfig -RunsOn Mac</code>
/// </example>
/// <example>
///   <summary>Create a profile for each file of a folder</summary>
///   <code>Get-ChildItem ./profiles -Filter *.mobileconfig | New-KandjiCustomProfile -RunsOn Mac, iPhone, iPad</code>
/// </example>
/// <example>
///   <summary>Copy a profile</summary>
///   <code>Get-KandjiCustomProfile 'Wi-Fi Northwind' | New-KandjiCustomProfile 'Wi-Fi Northwind (pilot)' -Active $false</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiCustomProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomProfile))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateCustomProfile))]
public sealed class NewKandjiCustomProfile : CustomProfileCmdlet
{
    private const string File = "Path";
    private const string Text = "Content";
    private const string Copy = "InputObject";

    // The prefix that the service gives every profile, before the profile's id.
    private const string OwnIdentifiers = "com.kandji.profile.custom.";

    private bool _isNameTyped;

    /// <summary>
    /// The name. Without it a profile from a file is named after the file, without its extension, and a copy as its original; text needs a
    /// name.
    /// </summary>
    [Parameter(ParameterSetName = File, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Text, Position = 0)]
    [Parameter(ParameterSetName = Copy, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The .mobileconfig file. Wildcards are taken literally; for several files pipe in what Get-ChildItem returns.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The profile itself, a property list in XML, as text.</summary>
    [Parameter(ParameterSetName = Text, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [RequiresParameter(nameof(Name), Reason = "text has no name of its own")]
    [TextTransformation]
    public string Content { get; set; } = "";

    /// <summary>A custom profile to copy, also one of another tenant. Other parameters take precedence.</summary>
    [Parameter(ParameterSetName = Copy, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AnyTenant]
    [CopyTransformation(typeof(CustomProfile))]
    public CustomProfile? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _isNameTyped = IsGiven(nameof(Name));

    /// <inheritdoc/>
    protected override void Process() => Guard(InputObject ?? (object?)(ParameterSetName == File ? Path : Name), () =>
    {
        CustomProfileChange profile = Fill(Base());
        RequireValid(profile);
        if (ShouldProcess($"'{profile.Name}'", "Create custom profile"))
            Change((client, token) => client.Library.CreateCustomProfileAsync(profile, token), WriteModel);
    });

    private CustomProfileChange Base()
    {
        if (InputObject is { } original)
        {
            CustomProfileChange copy = FromText(original.Profile ?? throw new ObjectException(
                "KandjiInvalidArgument", ErrorCategory.InvalidData,
                $"The profile '{original}' came without its contents and cannot be copied."));
            // A platform of a later day, which the copy would silently not run on.
            if (RunsOn is null && original.GetUnknownFields().FirstOrDefault(IsPlatform).Key is { } platform)
            {
                throw new ObjectException(
                    "KandjiInvalidArgument", ErrorCategory.InvalidData,
                    $"The profile '{original}' has {platform} set, which this version cannot copy. Name the platforms with -RunsOn.");
            }
            if (original.MdmIdentifier is { Length: > 0 } identifier
                && !string.Equals(identifier, OwnIdentifiers + original.Id, StringComparison.OrdinalIgnoreCase))
            {
                throw new ObjectException(
                    "KandjiInvalidArgument", ErrorCategory.InvalidData,
                    $"The profile '{original}' has the mdm_identifier '{identifier}', which no copy can be given. "
                        + "To make a profile without it, give the contents: -Content $profile.Profile.");
            }
            copy.Name = Name ?? original.Name;
            copy.Active = original.Active;
            copy.RunsOnMac = original.RunsOnMac;
            copy.RunsOnIPhone = original.RunsOnIPhone;
            copy.RunsOnIPad = original.RunsOnIPad;
            copy.RunsOnTV = original.RunsOnTV;
            copy.RunsOnVision = original.RunsOnVision;
            copy.RunsOnAndroid = original.RunsOnAndroid;
            copy.RunsOnWindows = original.RunsOnWindows;
            return copy;
        }
        CustomProfileChange profile = ParameterSetName == File ? FromFile(Path) : FromText(Content);
        profile.Name = ParameterSetName == File ? LibraryItemName.From(Name, _isNameTyped, FilePath.Resolve(SessionState, Path)) : Name;
        return profile;
    }

    private static bool IsPlatform(KeyValuePair<string, JsonElement> field) =>
        field.Key.StartsWith("runs_on_", StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.True;
}
