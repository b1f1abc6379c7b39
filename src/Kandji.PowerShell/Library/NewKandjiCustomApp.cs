using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Creates custom apps in the library, uploading their installers.</para>
/// <para type="description">
/// Does all of it in one step: asks the service for an upload, sends the file from the disk to the store that the service names, waits
/// while the service is still processing it, and creates the app. A file of any size needs little memory, and a progress bar shows how far
/// it is. Packages (.pkg, .mpkg), disk images (.dmg) and zip archives are told apart by their extension. The app reaches devices once a
/// blueprint has it: Add-KandjiBlueprintLibraryItem. Returns the app.
/// </para>
/// <para type="description">
/// A custom app on the pipeline is copied, also to another tenant with -Session. Its installer is downloaded to a temporary file, checked
/// against the SHA-256 sum that the app has, uploaded, and removed again. The app is read again before, because its link is valid for a
/// short time: a session of its tenant has to be open.
/// </para>
/// </summary>
/// <example>
///   <summary>Create an app from a package and give it to a blueprint</summary>
///   <code>New-KandjiCustomApp 'VPN client 5' -Path ./vpn-client-5.pkg | Add-KandjiBlueprintLibraryItem 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Create an app that is kept installed, from a zip archive</summary>
///   <code>$app = @{ Path = './Timesheets.zip'; UnzipLocation = '/Applications'; InstallEnforcement = 'ContinuouslyEnforce' }
/// New-KandjiCustomApp 'Timesheets' @app -AuditScript 'test -d /Applications/Timesheets.app'</code>
/// </example>
/// <example>
///   <summary>Create an app that people install from Self Service</summary>
///   <code>New-KandjiCustomApp -Path ./Drawing.dmg -InstallEnforcement NoEnforcement -SelfServiceCategory 'Tools'</code>
///   <para>Without a name the app is named after the file: Drawing.</para>
/// </example>
/// <example>
///   <summary>Copy an app to another tenant</summary>
///   <code>Get-KandjiCustomApp 'VPN client' -Session acme | New-KandjiCustomApp -Session globex</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiCustomApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UploadCustomApp), nameof(LibraryOperations.CreateCustomApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), When = "to copy an app")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories),
    When = "to copy an item that Self Service shows to another tenant")]
[RequiresParameter(nameof(AuditScriptPath), nameof(AuditScript), nameof(InputObject), Parameter = nameof(InstallEnforcement),
    Value = "ContinuouslyEnforce", Reason = "it says whether the app has to be installed")]
[RequiresParameter(nameof(UnzipLocation), nameof(InputObject), Parameter = nameof(InstallType), Value = "Zip", Reason = UnzipReason)]
public sealed class NewKandjiCustomApp : CustomAppCmdlet
{
    private const string File = "Path";
    private const string Copy = "InputObject";
    private const string UnzipReason = "it is the folder on the Mac into which the archive is unpacked";

    private bool _isNameTyped;

    /// <summary>The name. Without it the app is named after the file, without its extension, and a copy as its original.</summary>
    [Parameter(ParameterSetName = File, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Copy, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The installer. Wildcards are taken literally; for several files pipe in what Get-ChildItem returns.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// A custom app to copy with its installer, also one of another tenant, where the category in Self Service is that of the same name.
    /// Other parameters take precedence.
    /// </summary>
    [Parameter(ParameterSetName = Copy, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AnyTenant]
    [CopyTransformation(typeof(CustomApp))]
    public CustomApp? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _isNameTyped = IsGiven(nameof(Name));
        // A file of the pipeline has an error of its own, so that the others go on.
        if (IsGiven(nameof(Path)) && UnzipLocation is null && GetInstallType(Path).Equals("zip", StringComparison.OrdinalIgnoreCase))
            throw TerminatingException.FromParameters($"A zip archive requires -UnzipLocation, which was not given: {UnzipReason}.", Path);
    }

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
        CustomAppChange app = Fill(new CustomAppChange
        {
            Name = LibraryItemName.From(Name, _isNameTyped, path),
            InstallType = GetInstallType(path),
            InstallEnforcement = "install_once",
        });
        // Invalid values are reported before a long upload.
        RequireValid(app);
        if (!ShouldProcess($"'{app.Name}' from {path}", "Create custom app"))
            return;
        app.FileKey = Upload(path);
        app.FollowsUpload = true;
        Change((client, token) => client.Library.CreateCustomAppAsync(app, token), WriteModel);
    }

    private void CopyApp(CustomApp original)
    {
        RequireFile(original);
        bool isShown = original.ShowInSelfService == true;
        CustomAppChange app = Fill(new CustomAppChange
        {
            Name = Name ?? original.Name,
            InstallType = original.InstallType,
            InstallEnforcement = original.InstallEnforcement,
            UnzipLocation = NullIfEmpty(original.UnzipLocation),
            AuditScript = NullIfEmpty(original.AuditScript),
            PreinstallScript = NullIfEmpty(original.PreinstallScript),
            PostinstallScript = NullIfEmpty(original.PostinstallScript),
            ShowInSelfService = isShown ? true : null,
            SelfServiceCategoryId = FindCategoryOfCopy(original, isShown, original.SelfServiceCategoryId),
            SelfServiceRecommended = isShown ? original.SelfServiceRecommended : null,
            Active = original.Active,
            Restart = original.Restart,
        });
        RequireValid(app);
        if (!ShouldProcess($"'{app.Name}' with the installer of '{original}'", "Create custom app"))
            return;
        app.FileKey = CopyFile(original, original.InstallType switch { "zip" => ".zip", "image" => ".dmg", _ => ".pkg" },
            (client, path, bar, token) => client.Library.UploadCustomAppAsync(path, bar, token));
        app.FollowsUpload = true;
        Change((client, token) => client.Library.CreateCustomAppAsync(app, token), WriteModel);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
