using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Sync;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Brings the files of a configuration repository and a tenant to the same state.</para>
/// <para type="description">
/// Sends to the tenant what was made or changed in the files, as Import-KandjiConfiguration does, then writes to the files what was made
/// or changed in the tenant, as Export-KandjiConfiguration does. A conflict, which is something that was changed on both sides, ends the
/// command before anything is sent or written, unless -OnConflict says what to do. A thing that was deleted on one side is left on the
/// other, and is part of the output, with the reason: Import-KandjiConfiguration -Prune and Export-KandjiConfiguration -Prune delete.
/// </para>
/// <para type="description">
/// -WhatIf shows each change with its content. Commit the files afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be done on both sides</summary>
///   <code>Sync-KandjiConfiguration ./acme -WhatIf</code>
/// </example>
/// <example>
///   <summary>Take what the files have where both sides were changed</summary>
///   <code>Sync-KandjiConfiguration ./acme -Kind Script, Profile -OnConflict Local</code>
/// </example>
[Cmdlet(VerbsData.Sync, "KandjiConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationFileResult))]
public sealed class SyncKandjiConfiguration : ConfigurationImportCmdlet
{
    /// <summary>
    /// The side that is taken where both were changed: Local (the files), Remote (the tenant), or Skip to leave both as they are. Without
    /// it a conflict ends the command before anything is sent or written.
    /// </summary>
    [Parameter]
    [SeparateValuesTransformation]
    public ConflictPolicy? OnConflict { get; set; }

    /// <summary>
    /// The format of new files: Plist, Json or Yaml. The default is the repository's, which is Plist unless .iructl says so. Yaml needs
    /// PowerShell 7.
    /// </summary>
    [Parameter]
    [SeparateValuesTransformation]
    public ConfigurationFormat? Format { get; set; }

    private protected override string ConflictAdvice => "-OnConflict says which side is taken.";

    /// <inheritdoc/>
    protected override void Process()
    {
        string folder = Folder;
        var toFiles = new ConfigurationExportOptions { Format = Format, TakeConflicts = OnConflict == ConflictPolicy.Remote };
        var options = new ConfigurationImportOptions
        {
            // Things for which the tenant's side wins are not sent.
            OnConflict = OnConflict == ConflictPolicy.Remote ? ConflictPolicy.Skip : OnConflict,
        };
        using (ConfigurationWorkspace before = Open(folder, RepositoryMode.Home, isWritten: !IsWhatIf))
        {
            Send(before, options, tellsLeft: false);
            if (IsWhatIf)
            {
                Write(before, toFiles);
                return;
            }
        }
        // Things that were sent are the same on both sides now.
        using ConfigurationWorkspace after = Open(folder, RepositoryMode.Home, isWritten: true);
        Write(after, toFiles);
    }
}
