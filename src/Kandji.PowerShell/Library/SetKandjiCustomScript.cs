using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Changes custom scripts of the library.</para>
/// <para type="description">Settings that are not given stay as they are. Returns the script as it is afterwards.</para>
/// </summary>
/// <example>
///   <summary>Replace a script with what is in a file</summary>
///   <code>Set-KandjiCustomScript 'Clean temp folders' -Path ./clean.zsh</code>
/// </example>
/// <example>
///   <summary>Let a script run every day</summary>
///   <code>Get-KandjiCustomScript 'Clean temp folders' | Set-KandjiCustomScript -ExecutionFrequency EveryDay</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiCustomScript", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomScript))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.UpdateCustomScript))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.GetCustomScript), When = "for an id, and for an object that may be out of date")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), When = "for a name")]
[ChangesNothingWithout(
    nameof(Name), nameof(Path), nameof(Script), nameof(ExecutionFrequency), nameof(RemediationScriptPath), nameof(RemediationScript),
    nameof(SelfServiceCategory), nameof(ShowInSelfService), nameof(SelfServiceRecommended), nameof(Active), nameof(Restart))]
public sealed class SetKandjiCustomScript : CustomScriptCmdlet
{
    private Lazy<string>? _script;

    /// <summary>The custom script: id, name, or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation(OnlyItems = true)]
    [ArgumentCompleter(typeof(LibraryKindCompleter<CustomScript>))]
    public LibraryItemReference[] CustomScript { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The file with the new script, in UTF-8.</summary>
    [Parameter]
    [Alias("ScriptPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Path { get; set; }

    /// <summary>The new script itself, as text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ExcludesParameters(nameof(Path))]
    [TextTransformation]
    public string? Script { get; set; }

    /// <summary>Indicates whether Self Service shows the script: $true or $false. -SelfServiceCategory alone shows it too.</summary>
    [Parameter]
    public bool? ShowInSelfService { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ChangeEach(
        CustomScript, MakeChange,
        (script, change, _) => Change((client, token) => client.Library.UpdateCustomScriptAsync(script.Id!, change, token), WriteModel));

    private CustomScriptChange MakeChange()
    {
        CustomScriptChange change =
            Fill(new CustomScriptChange { Name = Name, Script = ReadScript(ref _script, Path, Script, nameof(Script)) });
        change.ShowInSelfService = ShowInSelfService ?? change.ShowInSelfService;
        return change;
    }
}
