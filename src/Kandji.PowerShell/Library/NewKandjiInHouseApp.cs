using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Creates in-house apps in the library, uploading their .ipa files.</para>
/// <para type="description">
/// Does all of it in one step: asks the service for an upload, sends the file from the disk to the store that the service names, waits
/// until the service has validated it, and creates the app. A file of any size needs little memory, and a progress bar shows how far it is.
/// The app reaches devices once a blueprint has it: Add-KandjiBlueprintLibraryItem. Returns the app.
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
[Cmdlet(VerbsCommon.New, "KandjiInHouseApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InHouseApp))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.UploadInHouseApp), nameof(LibraryOperations.GetInHouseAppUpload),
    nameof(LibraryOperations.CreateInHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps), When = "to return the app")]
public sealed class NewKandjiInHouseApp : InHouseAppCmdlet
{
    private bool _isNameTyped;

    /// <summary>The name. Without it the app is named after the file, without its extension.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The .ipa file. Wildcards are taken literally; for several files pipe in what Get-ChildItem returns.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void Begin() => _isNameTyped = IsGiven(nameof(Name));

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string path = FilePath.ForReading(SessionState, Path);
        InHouseAppChange app = Fill(new InHouseAppChange { Name = LibraryItemName.From(Name, _isNameTyped, path) });
        if (!ShouldProcess($"'{app.Name}' from {path}", "Create in-house app"))
            return;
        app.FileKey = Upload(path);
        app.FollowsUpload = true;
        Change((client, token) => client.Library.CreateInHouseAppAsync(app, token), app => WriteApp(app, "created"));
    });
}
