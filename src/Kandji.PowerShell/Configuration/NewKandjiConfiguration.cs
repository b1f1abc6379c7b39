using Kandji.Automation.Configuration.Sync;
using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Makes an empty repository for a tenant's configuration.</para>
/// <para type="description">
/// Makes the folder, or uses one that is there and empty but for git's own files, and writes to it the file .iructl that marks a
/// repository, a .gitignore, and a README.md. Files that are there are left as they are. Nothing is sent. Export-KandjiConfiguration makes
/// a repository by itself, if there is none.
/// </para>
/// </summary>
/// <example>
///   <summary>Make a repository, and write a tenant to it</summary>
///   <code>New-KandjiConfiguration ./globex
/// Export-KandjiConfiguration ./globex</code>
/// </example>
/// <example>
///   <summary>Make a repository for one tenant, so that it is used with no other by mistake</summary>
///   <code>New-KandjiConfiguration ./globex -Uri globex.api.eu.kandji.io</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(DirectoryInfo))]
[NoFixedOperation("Sends nothing.")]
public sealed class NewKandjiConfiguration : CancellableCmdlet
{
    /// <summary>The folder of the repository. Wildcards are taken literally.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("repository", Values = "a folder")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// The address of the tenant that the repository is of, as Register-KandjiTenant takes it. It is written to .iructl as tenant_url.
    /// Without it the first export decides.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [TextTransformation]
    public Uri? Uri { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string folder = FilePath.Resolve(SessionState, Path);
        string? tenant = Uri is null ? null : Root(Uri).GetLeftPart(UriPartial.Authority);
        const string action = "Create a configuration repository";
        if (!Confirmation.Ask(folder, action, () => ShouldProcess(folder, action)))
            return;
        Await(RepositoryFiles.CreateAsync(folder, tenant, StopToken));
        // As Get-Item returns it.
        WriteObject(InvokeProvider.Item.Get([folder], force: true, literalPath: true), enumerateCollection: true);
    });

    private static Uri Root(Uri uri)
    {
        try
        {
            return uri.IsAbsoluteUri ? TenantAddress.FromUri(uri) : TenantAddress.FromTenant(uri.OriginalString);
        }
        catch (ArgumentException e)
        {
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", uri));
        }
    }
}
