using Kandji.Client;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Finds the category of Self Service that a reference means. The service lists the categories and returns none by its id.
/// </summary>
internal sealed class SelfServiceCategoryResolver(KandjiClient client)
    : ReferenceResolver<SelfServiceCategoryReference, SelfServiceCategory>
{
    private protected override string? GetId(SelfServiceCategory item) => item.Id;

    private protected override Task<SelfServiceCategory> ByIdAsync(
        string id, SelfServiceCategoryReference reference, CancellationToken cancellationToken) =>
        ListedByIdAsync(id, "Self Service category", cancellationToken);

    private protected override async Task<SelfServiceCategory> ByTextAsync(
        SelfServiceCategoryReference reference, CancellationToken cancellationToken) =>
        UniqueMatch.ByName(
            reference.Text, "Self Service category", "Self Service categories",
            await AllAsync(cancellationToken).ConfigureAwait(false), category => category.Name, GetId);

    private protected override async Task<List<SelfServiceCategory>> ListAsync(CancellationToken cancellationToken) =>
        (await client.Library.GetSelfServiceCategoriesAsync(cancellationToken).ConfigureAwait(false)).ToList();
}
