using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes in-house apps of the library, or gives them another .ipa file.</para>
/// <para type="description">
/// Settings that are not given stay as they are. With -Path the new file is uploaded and validated first, as New-KandjiInHouseApp does it.
/// A file with the SHA-256 sum of the app's file is not uploaded again, and a warning says so. Returns the app as it is afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>Replace the app with a newer version</summary>
///   <code>Set-KandjiInHouseApp 'Northwind Rounds' -Path ./Rounds.ipa</code>
/// </example>
/// <example>
///   <summary>Give an app to iPads only</summary>
///   <code>Get-KandjiInHouseApp 'Northwind Rounds' | Set-KandjiInHouseApp -RunsOn iPad</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiInHouseApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UpdateInHouseApp))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetInHouseApp), When = "for an id, and to return the app")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps), When = "for a name")]
[ChangesNothingWithout(nameof(Name), nameof(Path), nameof(RunsOn), nameof(Active))]
public sealed class SetKandjiInHouseApp : InHouseAppCmdlet
{
    private string? _package;

    /// <summary>The in-house app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<InHouseApp>))]
    public LibraryItemReference[] InHouseApp { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The new .ipa file. It is not uploaded when the app has the same file already.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UploadInHouseApp), nameof(LibraryOperations.GetInHouseAppUpload))]
    [TextTransformation]
    public string? Path { get; set; }

    /// <summary>Uploads the file of -Path even when the app has the same file already.</summary>
    [Parameter]
    [RequiresParameter(nameof(Path))]
    public SwitchParameter Force { get; set; }

    private protected override string? NewFile => _package;

    private protected override bool AlwaysUploads => Force;

    /// <inheritdoc/>
    protected override void Process() => ChangeEach(InHouseApp, MakeChange, Send);

    private InHouseAppChange MakeChange()
    {
        _package = Path is null ? null : FilePath.ForReading(SessionState, Path);
        return Fill(new InHouseAppChange { Name = Name });
    }

    private protected override void Fit(InHouseAppChange change, string? upload)
    {
        change.FileKey = null;
        change.FollowsUpload = false;
    }

    private void Send(InHouseApp app, InHouseAppChange change, string? upload)
    {
        // Uploaded for each app: the service may take a file for one app only.
        if (upload is not null)
        {
            change.FileKey = Upload(upload);
            change.FollowsUpload = true;
        }
        Change((client, token) => client.Library.UpdateInHouseAppAsync(app.Id!, change, token), written => WriteApp(written, "changed"));
    }
}
