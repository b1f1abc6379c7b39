using System.Text;
using Kandji.Client.Enrollment;
using Kandji.Client.Http.Files;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Saves the public key that Apple wants when an MDM server is added there.</para>
/// <para type="description">
/// Upload the file in Apple Business Manager or Apple School Manager; Apple then gives the server token for New-KandjiAdeIntegration. The
/// file appears only when it is whole. Returns the file.
/// </para>
/// </summary>
/// <example>
///   <summary>Save the key</summary>
///   <code>Save-KandjiAdePublicKey ./kandji-ade.pem</code>
/// </example>
/// <example>
///   <summary>Save the key in a folder, over an older one</summary>
///   <code>Save-KandjiAdePublicKey -Path . -Force</code>
///   <para>The file is called kandji-ade-public-key.pem.</para>
/// </example>
[Cmdlet(VerbsData.Save, "KandjiAdePublicKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.PublicKey))]
public sealed class SaveKandjiAdePublicKey : KandjiCmdlet
{
    private const string FileName = "kandji-ade-public-key.pem";

    /// <summary>The file, or a folder. Without it: kandji-ade-public-key.pem in the current location.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = ".";

    /// <summary>Overwrites an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForOneTenant => true;

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string path = FilePath.ForWriting(SessionState, Path, FileName);
        if (File.Exists(path) && !Force)
            throw new ObjectException("KandjiFileExists", ErrorCategory.ResourceExists, $"The file '{path}' exists. -Force overwrites it.");
        if (!ShouldProcess(path, "Save public key"))
            return;
        string certificate = Await(Client.Enrollment.GetPublicKeyAsync(StopToken));
        Await(AtomicFile.WriteAsync(path, Encoding.ASCII.GetBytes(certificate), Force, StopToken));
        // As Get-Item returns it: with the properties that PowerShell adds, so that it formats and pipes the same.
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
    });
}
