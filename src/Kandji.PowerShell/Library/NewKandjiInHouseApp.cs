using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Creates in-house apps in the library, uploading their .ipa files.</para>
/// <para type="description">
/// Does all of it in one step: asks the service for an upload, sends the file from the disk to the store that the service names, waits
/// until the service has validated it, and creates the app. A file of any size needs little memory, and a progress bar shows how far it is.
/// The app reaches devices once a blueprint has it: Add-KandjiBlueprintLibraryItem. Returns the app.
/// </para>
/// <para type="description">
/// An in-house app on the pipeline is copied, also to another tenant with -Session. Its file is downloaded to a temporary file, checked
/// against the SHA-256 sum that the app has, uploaded, and removed again. The app is read again before, because its link is valid for a
/// short time: a session of its tenant has to be open.
/// </para>
/// </summary>
/// <example>
///   <summary>Create an app for iPads</summary>
///   <code>New-KandjiInHouseApp 'Rounds' -Path ./Rounds.ipa -RunsOn iPad</code>
/// </example>
/// <example>
///   <summary>Create an app for each file of a folder, inactive</summary>
///   <code>Get-ChildItem ./apps -Filter *.ipa | New-KandjiInHouseApp -Active $false</code>
///   <para>Each app is named after its file.</para>
/// </example>
/// <example>
///   <summary>Copy an app to another tenant</summary>
///   <code>Get-KandjiInHouseApp 'Northwind Rounds' -Session acme | New-KandjiInHouseApp -Session globex</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiInHouseApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InHouseApp))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.UploadInHouseApp), nameof(LibraryOperations.GetInHouseAppUpload),
    nameof(LibraryOperations.CreateInHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps), When = "to return the app")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetInHouseApp), When = "to copy an app")]
public sealed class NewKandjiInHouseApp : InHouseAppCmdlet
{
    private const string File = "Path";
    private const string Copy = "InputObject";

    private bool _isNameTyped;

    /// <summary>The name. Without it the app is named after the file, without its extension, and a copy as its original.</summary>
    [Parameter(ParameterSetName = File, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Copy, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The .ipa file. Wildcards are taken literally; for several files pipe in what Get-ChildItem returns.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>An in-house app to copy with its file, also one of another tenant. Other parameters take precedence.</summary>
    [Parameter(ParameterSetName = Copy, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AnyTenant]
    [CopyTransformation(typeof(InHouseApp))]
    public InHouseApp? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _isNameTyped = IsGiven(nameof(Name));

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == Copy)
            Guard(InputObject, () => CopyApp(InputObject!));
        else
            Guard(Path, CreateFromFile);
    }

    private void CreateFromFile()
    {
        string path = FilePath.ForReading(SessionState, Path);
        InHouseAppChange app = Fill(new InHouseAppChange { Name = LibraryItemName.From(Name, _isNameTyped, path) });
        if (!ShouldProcess($"'{app.Name}' from {path}", "Create in-house app"))
            return;
        app.FileKey = Upload(path);
        app.FollowsUpload = true;
        Change((client, token) => client.Library.CreateInHouseAppAsync(app, token), app => WriteApp(app, "created"));
    }

    private void CopyApp(InHouseApp original)
    {
        RequireFile(original);
        string[] lost = original.Platforms.Except(["iPhone", "iPad", "AppleTV"], StringComparer.Ordinal).ToArray();
        if (RunsOn is null && lost.Length > 0)
        {
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidData,
                $"The in-house app '{original}' runs on {string.Join(" and ", lost)}, which no app can be given. Name the platforms of the "
                    + "copy with -RunsOn.");
        }
        InHouseAppChange app = Fill(new InHouseAppChange
        {
            Name = Name ?? original.Name,
            RunsOnIPhone = original.RunsOnIPhone,
            RunsOnIPad = original.RunsOnIPad,
            RunsOnTV = original.RunsOnTV,
            Active = original.Active,
        });
        if (!ShouldProcess($"'{app.Name}' with the file of '{original}'", "Create in-house app"))
            return;
        app.FileKey = CopyFile(
            original, ".ipa", (client, path, bar, token) => client.Library.UploadInHouseAppAsync(path, bar, token));
        app.FollowsUpload = true;
        Change((client, token) => client.Library.CreateInHouseAppAsync(app, token), created => WriteApp(created, "created"));
    }
}
