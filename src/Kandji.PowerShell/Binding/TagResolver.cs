using Kandji.Client;
using Kandji.Client.Tags;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Finds the tag that a reference means. The service has no way to ask for one tag, so the list is read, once for a command.
/// </summary>
internal sealed class TagResolver(KandjiClient client) : ReferenceResolver<TagReference, Tag>
{
    private protected override string? GetId(Tag item) => item.Id;

    private protected override Task<Tag> ByIdAsync(string id, TagReference reference, CancellationToken cancellationToken) =>
        ListedByIdAsync(id, "tag", cancellationToken);

    // Tags may differ in nothing but case.
    private protected override async Task<Tag> ByTextAsync(TagReference reference, CancellationToken cancellationToken) =>
        UniqueMatch.ByName(reference.Text, "tag", "tags", await AllAsync(cancellationToken).ConfigureAwait(false), tag => tag.Name, GetId);

    private protected override Task<List<Tag>> ListAsync(CancellationToken cancellationToken) =>
        client.Tags.ListAsync(cancellationToken: cancellationToken).ToListAsync();
}
