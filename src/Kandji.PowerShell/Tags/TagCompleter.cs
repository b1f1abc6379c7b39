using Kandji.Client;
using Kandji.Client.Tags;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tags;

/// <summary>Completes to a tag's name.</summary>
internal sealed class TagCompleter : TenantCompleter<Tag>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Tag> ListAsync(KandjiClient client) => client.Tags.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(Tag item) => item.Name is { Length: > 0 } name ? new Suggestion(name) : null;
}
