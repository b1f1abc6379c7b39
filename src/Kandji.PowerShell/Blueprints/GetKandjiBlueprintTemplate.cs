using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Gets the templates from which blueprints can be created.</para>
/// <para type="description">
/// Names are matched whole and without regard to case, and wildcards work. A template on the pipeline is what New-KandjiBlueprint begins
/// with.
/// </para>
/// </summary>
/// <example>
///   <summary>List all templates</summary>
///   <code>Get-KandjiBlueprintTemplate</code>
/// </example>
/// <example>
///   <summary>Create a blueprint from a template</summary>
///   <code>Get-KandjiBlueprintTemplate 'Starter' | New-KandjiBlueprint 'Finance'</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBlueprintTemplate")]
[OutputType(typeof(BlueprintTemplate))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.ListTemplates))]
public sealed class GetKandjiBlueprintTemplate : KandjiCmdlet
{
    /// <summary>The template's name. Without it all templates are listed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    [ArgumentCompleter(typeof(BlueprintTemplateCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        WildcardFilter? filter = WildcardFilter.Create(Name);
        var unseen = new HashSet<string>(filter?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        foreach (BlueprintTemplateCategory category in Stream(Client.Blueprints.ListTemplateCategoriesAsync(StopToken)))
        {
            foreach (BlueprintTemplate template in category.Templates ?? Enumerable.Empty<BlueprintTemplate>())
            {
                if (filter?.Matches(template.Name) == false)
                    continue;
                unseen.Remove(template.Name ?? "");
                template.CategoryName = category.Name;
                template.CategoryWeight = category.Weight;
                WriteModel(template);
            }
        }
        WriteMissing(unseen, "No template is named");
    }
}
