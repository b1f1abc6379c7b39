using System.Text;
using Kandji.Client.Http.Files;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Health;

/// <summary>
/// <para type="synopsis">Writes a policy file for Test-KandjiFleet, with the defaults and a comment about each key.</para>
/// <para type="description">
/// A policy is a PowerShell data file: thresholds, severities, minimum versions, required and forbidden apps, exceptions with a reason and
/// an end, rules of one's own, and the steps of an offboarding. Nothing in it is run. A wrong key, value or day is an error with the line
/// and the nearest key. Nothing is sent.
/// </para>
/// </summary>
/// <example>
///   <summary>Write a policy, and test with it</summary>
///   <code>New-KandjiPolicy ./policy.psd1
/// Test-KandjiFleet -Policy ./policy.psd1</code>
/// </example>
/// <example>
///   <summary>Write it over one that is there</summary>
///   <code>New-KandjiPolicy ./policy.psd1 -Force</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
[NoFixedOperation("Sends nothing.")]
public sealed class NewKandjiPolicy : CancellableCmdlet
{
    /// <summary>The file. A folder means policy.psd1 in it. Wildcards are taken literally.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("file", Values = "a path")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string file = FilePath.ForWriting(SessionState, Path, "policy.psd1");
        if (!Force && File.Exists(file))
        {
            throw new ObjectException(
                "KandjiFileExists", ErrorCategory.ResourceExists, $"The file '{file}' exists. -Force replaces it.");
        }
        const string action = "Write a policy";
        if (!Confirmation.Ask(file, action, () => ShouldProcess(file, action)))
            return;
        Await(AtomicFile.WriteAsync(file, Encoding.UTF8.GetBytes(PolicyTemplate.Text), Force, StopToken));
        WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
    });
}
