using System.Globalization;
using Kandji.Automation.Configuration.Sync;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Compares the files of a configuration repository with a tenant.</para>
/// <para type="description">
/// Returns an object for each difference: what only one side has, and each setting that is different, with both values. Texts, such as
/// scripts and profiles, are compared by lines; Lines has them as a unified diff from the tenant to the files. Change says which side was
/// changed since both were last the same: NewLocal, NewRemote, UpdatedLocal, UpdatedRemote, Conflict, RemovedLocal, RemovedRemote.
/// Nothing is sent but reads, and no file is written.
/// </para>
/// <para type="description">
/// In the repository's own tenant things are matched by id. With another tenant everything is matched by name, and what is different
/// counts as changed in the files. A kind that the tenant does not let be read is an error, and nothing is said about it: what could not
/// be read is not missing. A file that cannot be used is an error that names it and the line; the others are compared.
/// </para>
/// </summary>
/// <example>
///   <summary>What is different?</summary>
///   <code>Compare-KandjiConfiguration ./acme</code>
/// </example>
/// <example>
///   <summary>The lines of the scripts that are different</summary>
///   <code>Compare-KandjiConfiguration ./acme -Kind Script | ForEach-Object Lines</code>
/// </example>
/// <example>
///   <summary>Let a job of a build server fail when somebody changed something in the browser</summary>
///   <code>Compare-KandjiConfiguration ./acme -Kind CustomProfile -ErrorOnDifference</code>
/// </example>
/// <example>
///   <summary>How is another tenant different from these files?</summary>
///   <code>Compare-KandjiConfiguration ./acme -Session globex -Kind Script, Profile</code>
/// </example>
[Cmdlet(VerbsData.Compare, "KandjiConfiguration")]
[OutputType(typeof(ConfigurationFileDifference))]
public sealed class CompareKandjiConfiguration : ConfigurationCmdlet
{
    /// <summary>
    /// Ends with a terminating error, KandjiDifference, after all output, when there is a difference or when something could not be
    /// compared. A pipeline of a build server then fails.
    /// </summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        using ConfigurationWorkspace workspace = Open(Folder, RepositoryMode.Either, isWritten: false);
        foreach (var problem in workspace.Problems)
            WriteProblem(problem);
        int differences = 0;
        foreach (ConfigurationFileDifference difference in
            workspace.Changes.SelectMany(change => ConfigurationFileDifference.From(change, workspace)))
        {
            differences++;
            WriteObject(difference);
        }
        int unknown = CountUnknown(workspace);
        if (ErrorOnDifference && differences + unknown > 0)
            throw new TerminatingException(Different(workspace, differences, unknown));
    }

    private static ErrorRecord Different(ConfigurationWorkspace workspace, int differences, int unknown)
    {
        string notCompared = unknown == 0
            ? ""
            : string.Format(CultureInfo.CurrentCulture, " {0} {1} could not be compared.", unknown, unknown == 1 ? "thing" : "things");
        string count = string.Format(
            CultureInfo.CurrentCulture, "{0} {1}", differences, differences == 1 ? "difference" : "differences");
        return new ErrorRecord(
            new InvalidOperationException($"There {(differences == 1 ? "is" : "are")} {count} between {workspace.Repository.Root} and "
                + $"{workspace.Client.Identity.Name}.{notCompared}"),
            "KandjiDifference", ErrorCategory.InvalidResult, workspace.Repository.Root);
    }
}
