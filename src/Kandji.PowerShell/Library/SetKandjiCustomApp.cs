using System;
using System.Management.Automation;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes custom apps of the library, or gives them another installer.</para>
/// <para type="description">
/// What is not given stays as it is. With -Path the new installer is uploaded first, as New-KandjiCustomApp does it. Returns the app as it is
/// afterwards.
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
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), When = "for an id")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps), When = "for a name")]
public sealed class SetKandjiCustomApp : CustomAppCmdlet
{
    private LibraryItemResolver<CustomApp>? _resolver;

    /// <summary>The custom app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation]
    [ArgumentCompleter(typeof(CustomAppCompleter))]
    public LibraryItemReference[] CustomApp { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The new installer.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UploadCustomApp))]
    public string? Path { get; set; }

    /// <summary>Whether Self Service shows the app: $true or $false. -SelfServiceCategory alone shows it too.</summary>
    [Parameter]
    public bool? ShowInSelfService { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new LibraryItemResolver<CustomApp>(Client, LibraryKinds.CustomApp);
        foreach (LibraryItemReference reference in CustomApp)
        {
            Guard(reference, () =>
            {
                string? path = Path is null ? null : FilePath.ForReading(this, Path);
                CustomAppChange change = Change(path);
                CustomApp app = Await(_resolver.ResolveAsync(reference, StopToken));
                if (!ShouldProcess($"'{app}'", path is null ? "Change custom app" : "Change custom app and upload " + path))
                    return;
                if (path is not null)
                {
                    change.FileKey = Upload(path);
                    change.FollowsUpload = true;
                }
                WriteModel(Await(Client.Library.UpdateCustomAppAsync(app.Id!, change, StopToken)));
            });
        }
    }

    private CustomAppChange Change(string? path)
    {
        CustomAppChange change = Fill(new CustomAppChange { Name = Name, InstallType = path is null ? null : TypeOf(path) });
        change.ShowInSelfService = ShowInSelfService ?? change.ShowInSelfService;
        return change.IsEmpty ? throw new ArgumentException("Nothing to change: give -Name, -Path, or another parameter that changes something.") : change;
    }
}
