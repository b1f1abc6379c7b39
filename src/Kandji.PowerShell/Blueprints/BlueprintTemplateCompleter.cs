using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Blueprints;

/// <summary>Completes to the name of a template of blueprints.</summary>
internal sealed class BlueprintTemplateCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (BlueprintTemplateCategory category in client.Blueprints.ListTemplateCategoriesAsync().ConfigureAwait(false))
        {
            foreach (BlueprintTemplate template in category.Templates ?? Enumerable.Empty<BlueprintTemplate>())
            {
                if (template.Name is { Length: > 0 } name && seen.Add(name))
                    yield return new Suggestion(name, null, template.Description);
            }
        }
    }
}
