using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Creates custom scripts in the library, from files or text.</para>
/// <para type="description">
/// A script from a file is named after the file unless -Name is given. Files from Get-ChildItem on the pipeline make a script each, and a
/// custom script on the pipeline is copied, also to another tenant with -Session. A script begins with a line that names its interpreter
/// (#!/bin/zsh) and ends with exit code 0 when all is well; otherwise its remediation script runs. It reaches devices once a blueprint has
/// it: Add-KandjiBlueprintLibraryItem. Returns the script.
/// </para>
/// </summary>
/// <example>
///   <summary>Create a script from a file and give it to a blueprint</summary>
///   <code>New-KandjiCustomScript 'Check free space' -Path ./check-free-space.zsh -ExecutionFrequency EveryDay |
///     Add-KandjiBlueprintLibraryItem 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Create a script for each file of a folder, inactive</summary>
///   <code>Get-ChildItem ./scripts -Filter *.zsh | New-KandjiCustomScript -Active $false</code>
/// </example>
/// <example>
///   <summary>Create a script from text that people run from Self Service</summary>
///   <code>New-KandjiCustomScript 'Say hello' -Script 'echo hello' -ExecutionFrequency NoEnforcement -SelfServiceCategory 'Tools'</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiCustomScript", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomScript))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.CreateCustomScript))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories),
    When = "to copy an item that Self Service shows to another tenant")]
public sealed class NewKandjiCustomScript : CustomScriptCmdlet
{
    private const string FromFile = "Path";
    private const string FromText = "Script";
    private const string FromScript = "InputObject";

    private bool _isNameTyped;

    /// <summary>
    /// The name. Without it a script from a file is named after the file, without its extension, and a copy as its original; text needs a
    /// name.
    /// </summary>
    [Parameter(ParameterSetName = FromFile, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = FromText, Position = 0)]
    [Parameter(ParameterSetName = FromScript, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>
    /// The file with the script, in UTF-8. Wildcards are taken literally; for several files pipe in what Get-ChildItem returns.
    /// </summary>
    [Parameter(ParameterSetName = FromFile, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The script itself, as text.</summary>
    [Parameter(ParameterSetName = FromText, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [RequiresParameter(nameof(Name), Reason = "text has no name of its own")]
    [TextTransformation]
    public string Script { get; set; } = "";

    /// <summary>
    /// A custom script to copy, also one of another tenant, where the category in Self Service is that of the same name. Other parameters
    /// take precedence.
    /// </summary>
    [Parameter(ParameterSetName = FromScript, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AnyTenant]
    [CopyTransformation(typeof(CustomScript))]
    public CustomScript? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _isNameTyped = IsGiven(nameof(Name));

    /// <inheritdoc/>
    protected override void Process() => Guard(InputObject ?? (object?)(ParameterSetName == FromFile ? Path : Name), () =>
    {
        CustomScriptChange script = Fill(Base());
        RequireValid(script);
        if (ShouldProcess($"'{script.Name}'", "Create custom script"))
            Change((client, token) => client.Library.CreateCustomScriptAsync(script, token), WriteModel);
    });

    private CustomScriptChange Base() => ParameterSetName switch
    {
        FromFile => new CustomScriptChange
        {
            Name = LibraryItemName.From(Name, _isNameTyped, FilePath.Resolve(SessionState, Path)),
            Script = ScriptText.Read(this, Path),
            ExecutionFrequency = "once",
        },
        FromText =>
            new CustomScriptChange
            {
                Name = Name,
                Script = ScriptText.Check(this, Script, "-" + nameof(Script)),
                ExecutionFrequency = "once",
            },
        _ => new CustomScriptChange
        {
            Name = Name ?? InputObject!.Name,
            Script = InputObject!.Script is { Length: > 0 } text ? text : throw new ObjectException(
                "KandjiInvalidArgument", ErrorCategory.InvalidData,
                $"The script '{InputObject}' came without its text and cannot be copied."),
            RemediationScript = InputObject.RemediationScript,
            ExecutionFrequency = InputObject.ExecutionFrequency ?? "once",
            Active = InputObject.Active,
            Restart = InputObject.Restart,
            ShowInSelfService = InputObject.ShowInSelfService == true ? true : null,
            SelfServiceCategoryId =
                FindCategoryOfCopy(InputObject, InputObject.ShowInSelfService, InputObject.SelfServiceCategoryId),
            SelfServiceRecommended = InputObject.ShowInSelfService == true ? InputObject.SelfServiceRecommended : null,
        },
    };
}
