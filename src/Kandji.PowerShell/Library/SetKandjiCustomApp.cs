using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes custom apps of the library, or gives them another installer.</para>
/// <para type="description">
/// Settings that are not given stay as they are. With -Path the new installer is uploaded first, as New-KandjiCustomApp does it. A file
/// with the SHA-256 sum of the app's installer is not uploaded again, and a warning says so. Returns the app as it is afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>Replace the installer with a newer one</summary>
///   <code>Set-KandjiCustomApp 'VPN client' -Path ./vpn-client-6.pkg</code>
/// </example>
/// <example>
///   <summary>Show an app in Self Service</summary>
///   <code>Set-KandjiCustomApp 'VPN client' -SelfServiceCategory 'Tools' -SelfServiceRecommended $true</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiCustomApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UpdateCustomApp))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), When = "for an id, and for an object that may be out of date")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps), When = "for a name")]
[ChangesNothingWithout(
    nameof(Name), nameof(Path), nameof(InstallType), nameof(InstallEnforcement), nameof(UnzipLocation), nameof(AuditScriptPath),
    nameof(AuditScript),
    nameof(PreinstallScriptPath), nameof(PreinstallScript), nameof(PostinstallScriptPath), nameof(PostinstallScript),
    nameof(SelfServiceCategory),
    nameof(ShowInSelfService), nameof(SelfServiceRecommended), nameof(Active), nameof(Restart))]
public sealed class SetKandjiCustomApp : CustomAppCmdlet
{
    private string? _installer;
    private string? _givenType;

    /// <summary>The custom app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomApp>))]
    public LibraryItemReference[] CustomApp { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The new installer. It is not uploaded when the app has the same file already.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UploadCustomApp))]
    [TextTransformation]
    public string? Path { get; set; }

    /// <summary>Indicates whether Self Service shows the app: $true or $false. -SelfServiceCategory alone shows it too.</summary>
    [Parameter]
    public bool? ShowInSelfService { get; set; }

    /// <summary>Uploads the file of -Path even when the app has the same file already.</summary>
    [Parameter]
    [RequiresParameter(nameof(Path))]
    public SwitchParameter Force { get; set; }

    private protected override string? NewFile => _installer;

    private protected override bool AlwaysUploads => Force;

    /// <inheritdoc/>
    protected override void Process() => ChangeEach(CustomApp, MakeChange, Send);

    private CustomAppChange MakeChange()
    {
        _installer = Path is null ? null : FilePath.ForReading(SessionState, Path);
        CustomAppChange change = Fill(new CustomAppChange { Name = Name });
        _givenType = change.InstallType;
        change.ShowInSelfService = ShowInSelfService ?? change.ShowInSelfService;
        return change;
    }

    private protected override void Fit(CustomAppChange change, string? upload)
    {
        change.FileKey = null;
        change.FollowsUpload = false;
        change.InstallType = _givenType ?? (upload is null ? null : GetInstallType(upload));
    }

    private void Send(CustomApp app, CustomAppChange change, string? upload)
    {
        // Uploaded for each app: the service may take a file for one app only.
        if (upload is not null)
        {
            change.FileKey = Upload(upload);
            change.FollowsUpload = true;
        }
        Change((client, token) => client.Library.UpdateCustomAppAsync(app.Id!, change, token), WriteModel);
    }
}
