using Kandji.Automation.Configuration.Sync;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Library;
using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Sends the files of a configuration repository to a tenant.</para>
/// <para type="description">
/// Creates and changes in the tenant what was made or changed in the files since both were last the same: tags, custom scripts, profiles
/// and apps, in-house apps, blueprints with their library items, and the defaults of Automated Device Enrollment, in this order. -WhatIf
/// shows each change with its content, texts as a unified diff, and sends nothing but reads. Values that the API cannot write are compared
/// and never sent: blueprint routing, Self Service categories, and a blueprint's type and parameters.
/// </para>
/// <para type="description">
/// A conflict, which is something that was changed on both sides, ends the command before anything is sent, as does a file with a key
/// that is not known. Each is named. Things that were changed or deleted in the tenant alone are left as they are and are part of the
/// output, with the reason. A file that cannot be used for another reason is an error, and the others are sent.
/// </para>
/// <para type="description">
/// After each change the id, the hash and the times that the tenant has now are written to the thing's file, so that a command that is
/// ended at any point leaves both in step: run it again, and it goes on. Nothing is created twice. The command ends with the list of the
/// files that it wrote; commit them.
/// </para>
/// <para type="description">
/// Profiles go up as they are in the files, with whatever secrets their payloads have.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be changed, with the content</summary>
///   <code>Import-KandjiConfiguration ./acme -WhatIf</code>
/// </example>
/// <example>
///   <summary>Send what was changed in the files</summary>
///   <code>Import-KandjiConfiguration ./acme -Kind Script, Profile</code>
/// </example>
/// <example>
///   <summary>Put a script back to what the files have, whatever was done to it in the browser</summary>
///   <code>Import-KandjiConfiguration ./acme -Kind Script -Name 'Clean temp*' -Force</code>
/// </example>
/// <example>
///   <summary>Delete the tags that the files do not have</summary>
///   <code>Import-KandjiConfiguration ./acme -Kind Tag -Prune</code>
/// </example>
/// <example>
///   <summary>Copy the configuration to a test tenant</summary>
///   <code>Import-KandjiConfiguration ./acme -ToTenant -Session globex -WhatIf</code>
/// </example>
[Cmdlet(VerbsData.Import, "KandjiConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationFileResult))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.Delete), When = "with -Prune -Kind Tag")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "with -Prune -Kind Tag")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomScript), When = "with -Prune -Kind CustomScript")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomProfile), When = "with -Prune -Kind CustomProfile")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteCustomApp), When = "with -Prune -Kind CustomApp")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.DeleteInHouseApp), When = "with -Prune -Kind InHouseApp")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), nameof(BlueprintOperations.Delete),
    When = "with -Prune -Kind Blueprint")]
public sealed class ImportKandjiConfiguration : ConfigurationImportCmdlet
{
    /// <summary>
    /// Deletes in the tenant what the files do not have. It needs -Kind, and asks once, with the numbers by kind and the names. A kind of
    /// which the repository has no file is not managed by it, and nothing of it is deleted, nor is a blueprint that has devices, or a tag
    /// that a device has. More than a fifth of a kind, and more than 3, needs -MaxPrune too.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Kind), Reason = "only what is named by its kind is deleted")]
    public SwitchParameter Prune { get; set; }

    /// <summary>How many things of a kind -Prune may delete where that is more than a fifth of them and more than 3.</summary>
    [Parameter]
    [RequiresParameter(nameof(Prune))]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxPrune { get; set; }

    /// <summary>
    /// Takes the files' side: puts back what was changed, on both sides or in the tenant alone, and creates again what was deleted there.
    /// It also answers the question that -Prune asks.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Copies the files to a tenant that is not the repository's own. Things are matched by name, references are translated to the
    /// tenant's ids, and no file is written. A name that several things of a kind have is an error. A value that cannot be copied, such as
    /// a profile's own mdm_identifier, is an error that names it.
    /// </summary>
    [Parameter]
    public SwitchParameter ToTenant { get; set; }

    private protected override string ConflictAdvice => "-Force takes the files' side.";

    /// <inheritdoc/>
    protected override void Process()
    {
        using ConfigurationWorkspace workspace =
            Open(Folder, ToTenant ? RepositoryMode.Copy : RepositoryMode.Home, isWritten: !IsWhatIf && !ToTenant);
        var options = new ConfigurationImportOptions { Force = Force, Prune = Prune, MaxPrune = MaxPrune };
        Send(workspace, options, tellsLeft: true);
    }
}
