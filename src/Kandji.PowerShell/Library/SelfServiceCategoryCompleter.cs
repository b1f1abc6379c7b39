using Kandji.Client;
using Kandji.Client.Library;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to the name of a category of Self Service.</summary>
internal sealed class SelfServiceCategoryCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        foreach (SelfServiceCategory category in await client.Library.GetSelfServiceCategoriesAsync().ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(category.Name))
                yield return new Suggestion(category.Name!);
        }
    }
}
