using System.Globalization;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Creates a blueprint: empty, from a template, or as a copy of another.</para>
/// <para type="description">
/// The name must be one that no other blueprint has. A copy has the type and the library items of its original, and none of its devices.
/// Until -EnrollmentCodeActive $true is given, nobody can enroll a device into the blueprint by its code. Returns the blueprint.
/// </para>
/// </summary>
/// <example>
///   <summary>Create an assignment map</summary>
///   <code>New-KandjiBlueprint 'Field sales' -Type Map -Description 'Laptops that are always on the road'</code>
/// </example>
/// <example>
///   <summary>Copy a blueprint to try something out</summary>
///   <code>New-KandjiBlueprint 'Engineering (pilot)' -CopyFrom 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Create a blueprint from a template</summary>
///   <code>Get-KandjiBlueprintTemplate 'Starter' | New-KandjiBlueprint 'Finance'</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiBlueprint", DefaultParameterSetName = Empty, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Blueprint))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Create))]
public sealed class NewKandjiBlueprint : BlueprintSettingsCmdlet
{
    private const string Empty = "Empty";
    private const string Template = "Template";
    private const string Copy = "Copy";

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Name { get; set; } = "";

    /// <summary>The type of an empty blueprint: Classic, or Map for an assignment map. The default is Classic.</summary>
    [Parameter(ParameterSetName = Empty)]
    [EnumSpellingTransformation]
    [ValidateSet("Classic", "Map")]
    public string Type { get; set; } = "Classic";

    /// <summary>
    /// The id of the template to begin with, as Get-KandjiBlueprintTemplate shows it; from the pipeline also the template.
    /// </summary>
    [Parameter(ParameterSetName = Template, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public int TemplateId { get; set; }

    /// <summary>The blueprint to copy: id, name, or blueprint object.</summary>
    [Parameter(ParameterSetName = Copy, Mandatory = true)]
    [Alias("Source")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateCount(1, 1)]
    public BlueprintReference[] CopyFrom { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => Guard(Name, () =>
    {
        NewBlueprint blueprint = Fill(new NewBlueprint(), Name);
        string action = "Create blueprint";
        switch (ParameterSetName)
        {
            case Template:
                blueprint.SourceType = "template";
                blueprint.SourceId = TemplateId.ToString(CultureInfo.InvariantCulture);
                action += " from template " + blueprint.SourceId;
                break;
            case Copy:
                Blueprint original = Await(new BlueprintResolver(Client).ResolveAsync(CopyFrom[0], StopToken));
                blueprint.SourceType = "blueprint";
                blueprint.SourceId = original.Id;
                // The service refuses a copy of another type than the original's.
                blueprint.Type = original.Type;
                action += $" as a copy of '{original}'";
                break;
            default:
                blueprint.Type = EnumSpelling.ToApi(Type, "classic", "map");
                break;
        }
        if (ShouldProcess($"'{Name}'", action))
            Change((client, token) => client.Blueprints.CreateAsync(blueprint, token), WriteModel);
    });
}
