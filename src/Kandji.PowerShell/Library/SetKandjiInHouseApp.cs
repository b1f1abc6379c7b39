using System;
using System.Management.Automation;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes in-house apps of the library, or gives them another .ipa file.</para>
/// <para type="description">
/// What is not given stays as it is. With -Path the new file is uploaded and validated first, as New-KandjiInHouseApp does it. Returns the app
/// as it is afterwards.
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
public sealed class SetKandjiInHouseApp : InHouseAppCmdlet
{
    private LibraryItemResolver<InHouseApp>? _resolver;

    /// <summary>The in-house app: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation]
    [ArgumentCompleter(typeof(InHouseAppCompleter))]
    public LibraryItemReference[] InHouseApp { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The new .ipa file.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UploadInHouseApp), nameof(LibraryOperations.GetInHouseAppUpload))]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new LibraryItemResolver<InHouseApp>(Client, LibraryKinds.InHouseApp);
        foreach (LibraryItemReference reference in InHouseApp)
        {
            Guard(reference, () =>
            {
                if (Name is null && Path is null && RunsOn is null && Active is null)
                    throw new ArgumentException("Nothing to change: give -Name, -Path, -RunsOn or -Active.");
                string? path = Path is null ? null : FilePath.ForReading(this, Path);
                InHouseAppChange change = Fill(new InHouseAppChange { Name = Name });
                InHouseApp app = Await(_resolver.ResolveAsync(reference, StopToken));
                if (!ShouldProcess($"'{app}'", path is null ? "Change in-house app" : "Change in-house app and upload " + path))
                    return;
                if (path is not null)
                {
                    change.FileKey = Upload(path);
                    change.FollowsUpload = true;
                }
                WriteApp(Await(Client.Library.UpdateInHouseAppAsync(app.Id!, change, StopToken)), "changed");
            });
        }
    }
}
