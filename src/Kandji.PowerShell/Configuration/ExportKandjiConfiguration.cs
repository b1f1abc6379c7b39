using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Writes a tenant's configuration to the files of a repository.</para>
/// <para type="description">
/// Writes custom scripts, profiles and apps in the layout of the vendor's iructl, and beside it, in the folder kandji, in-house apps,
/// blueprints with their library items, blueprint routing, tags, Automated Device Enrollment integrations and Self Service categories. A
/// folder that is not there or empty becomes a repository. Unchanged files are not touched, so that git shows only what changed. Things
/// that were edited in the files, or on both sides, are left as they are and are part of the output, with the reason; -Force takes the
/// tenant's side.
/// </para>
/// <para type="description">
/// No token, recovery key or enrollment token is written, and no enrollment code without -IncludeEnrollmentCode. The payload of a profile
/// and the text of a script are what they are: where they hold a password, it is in the file.
/// </para>
/// </summary>
/// <example>
///   <summary>Write everything to files</summary>
///   <code>Export-KandjiConfiguration ./acme</code>
/// </example>
/// <example>
///   <summary>A backup that follows the tenant, in YAML</summary>
///   <code>Export-KandjiConfiguration ./backup -Format Yaml -Prune -Force</code>
/// </example>
/// <example>
///   <summary>Fetch the installers of the apps too</summary>
///   <code>Export-KandjiConfiguration ./acme -Kind App -Installer</code>
/// </example>
[Cmdlet(VerbsData.Export, "KandjiConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ConfigurationFileResult))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomApp), nameof(LibraryOperations.GetInHouseApp),
    When = "with -Installer, for an address that has expired")]
public sealed class ExportKandjiConfiguration : ConfigurationCmdlet
{
    /// <summary>
    /// The format of new files: Plist, Json or Yaml. The default is the repository's, which is Plist unless .iructl says so. Existing files
    /// keep their format. Yaml needs PowerShell 7.
    /// </summary>
    [Parameter]
    [SeparateValuesTransformation]
    public ConfigurationFormat? Format { get; set; }

    /// <summary>
    /// Fetches the installers of apps to the folder payloads, several at once, each checked by its SHA-256 sum. Existing installers are not
    /// fetched again. Git ignores the folder.
    /// </summary>
    [Parameter]
    public SwitchParameter Installer { get; set; }

    /// <summary>
    /// Deletes the files of what was deleted in the tenant. Files that were edited since are left, unless -Force is given. Where there is
    /// much to delete, it asks.
    /// </summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>
    /// Takes the tenant's side where the files were changed or deleted, and asks nothing. Edits of the files that were not committed
    /// are lost.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Writes the codes with which devices enroll by themselves. They are secrets: whoever has one can enroll a device into the blueprint.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeEnrollmentCode { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var options = new ConfigurationExportOptions
        {
            Format = Format, Installer = Installer, Prune = Prune, Force = Force, IncludeEnrollmentCode = IncludeEnrollmentCode,
        };
        string folder = Folder;
        bool isNew = Whole(() => ConfigurationRepository.FindRoot(folder)) is null;
        if (isNew && !ShouldProcess(folder, "Create a configuration repository"))
        {
            if (IsWhatIf)
                ShowNew(options);
            return;
        }
        if (isNew)
            Whole(() => Await(RepositoryFiles.CreateAsync(folder, null, StopToken)));
        using ConfigurationWorkspace workspace = Open(folder, RepositoryMode.Home, isWritten: !IsWhatIf);
        Write(workspace, options);
    }

    // Says what would be written to a repository that is not there.
    private void ShowNew(ConfigurationExportOptions options)
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "kandji-" + Guid.NewGuid().ToString("N"));
        Whole(() => Await(RepositoryFiles.CreateAsync(folder, null, StopToken)));
        try
        {
            using ConfigurationWorkspace workspace = Open(folder, RepositoryMode.Home, isWritten: false);
            Write(workspace, options with { Installer = false });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
