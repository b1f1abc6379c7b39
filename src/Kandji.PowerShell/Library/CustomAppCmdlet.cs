using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that set something on a custom app: what both can set.</summary>
public abstract class CustomAppCmdlet : SelfServiceItemCmdlet<CustomApp, CustomAppChange>
{
    private Lazy<string>? _auditScript;
    private Lazy<string>? _preinstallScript;
    private Lazy<string>? _postinstallScript;

    /// <summary>
    /// The type of the installer: Package (.pkg, .mpkg), Image (.dmg), or Zip. Without it the extension of -Path decides.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Package", "Zip", "Image")]
    public string? InstallType { get; set; }

    /// <summary>
    /// When the app is installed: InstallOnce, ContinuouslyEnforce (whenever the audit script says so), or NoEnforcement (only from Self
    /// Service, so -SelfServiceCategory is needed too). A new app is installed once unless this is given.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("InstallOnce", "ContinuouslyEnforce", "NoEnforcement")]
    public string? InstallEnforcement { get; set; }

    /// <summary>
    /// The folder on the Mac into which a zip archive is unpacked, for example /Applications. A zip archive needs it, and nothing else has
    /// it. An empty string removes it.
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [TextTransformation]
    public string? UnzipLocation { get; set; }

    /// <summary>
    /// The file with the script that checks whether the app has to be installed. ContinuouslyEnforce needs one; an app that is installed
    /// otherwise has none.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? AuditScriptPath { get; set; }

    /// <summary>The script that checks whether the app has to be installed, as text. An empty string removes it.</summary>
    [Parameter]
    [AllowEmptyString]
    [ExcludesParameters(nameof(AuditScriptPath))]
    [TextTransformation]
    public string? AuditScript { get; set; }

    /// <summary>The file with the script that runs before the installation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PreinstallScriptPath { get; set; }

    /// <summary>The script that runs before the installation, as text. An empty string removes it.</summary>
    [Parameter]
    [AllowEmptyString]
    [ExcludesParameters(nameof(PreinstallScriptPath))]
    [TextTransformation]
    public string? PreinstallScript { get; set; }

    /// <summary>The file with the script that runs after the installation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PostinstallScriptPath { get; set; }

    /// <summary>The script that runs after the installation, as text. An empty string removes it.</summary>
    [Parameter]
    [AllowEmptyString]
    [ExcludesParameters(nameof(PostinstallScriptPath))]
    [TextTransformation]
    public string? PostinstallScript { get; set; }

    /// <summary>Indicates whether a device is restarted after the installation: $true or $false. A new app restarts nothing.</summary>
    [Parameter]
    public bool? Restart { get; set; }

    private protected sealed override LibraryKind<CustomApp> Kind => LibraryKinds.CustomApp;

    private protected sealed override string? GetSha256(CustomApp item) => item.Sha256;

    private protected sealed override string? FindViolation(CustomAppChange change, CustomApp? current) =>
        LibraryItemRules.FindViolation(change, current);

    private protected sealed override bool IsEmpty(CustomAppChange change) => change.IsEmpty;

    private protected CustomAppChange Fill(CustomAppChange change)
    {
        change.InstallType = EnumSpelling.ToApi(InstallType, "package", "zip", "image") ?? change.InstallType;
        change.InstallEnforcement =
            EnumSpelling.ToApi(InstallEnforcement, "install_once", "continuously_enforce", "no_enforcement") ?? change.InstallEnforcement;
        change.UnzipLocation = UnzipLocation ?? change.UnzipLocation;
        change.AuditScript = ReadScript(ref _auditScript, AuditScriptPath, AuditScript, nameof(AuditScript)) ?? change.AuditScript;
        change.PreinstallScript = ReadScript(ref _preinstallScript, PreinstallScriptPath, PreinstallScript, nameof(PreinstallScript))
            ?? change.PreinstallScript;
        change.PostinstallScript = ReadScript(ref _postinstallScript, PostinstallScriptPath, PostinstallScript, nameof(PostinstallScript))
            ?? change.PostinstallScript;
        change.SelfServiceCategoryId = SelfServiceCategoryId ?? change.SelfServiceCategoryId;
        change.ShowInSelfService = ShownByCategory ?? change.ShowInSelfService;
        change.SelfServiceRecommended = SelfServiceRecommended ?? change.SelfServiceRecommended;
        change.Active = Active ?? change.Active;
        change.Restart = Restart ?? change.Restart;
        return change;
    }

    private protected string GetInstallType(string path) => InstallType ?? System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pkg" or ".mpkg" => "package",
        ".dmg" => "image",
        ".zip" => "zip",
        var extension =>
            throw new ArgumentException(
                $"'{extension}' does not tell what kind of installer it is. Give -InstallType Package, Image or Zip."),
    };

    private protected string Upload(string path)
    {
        using var bar = new TransferProgressBar(this, Thread, "Uploading " + System.IO.Path.GetFileName(path));
        return Upload(path, (client, token) => client.Library.UploadCustomAppAsync(path, bar, token));
    }
}
