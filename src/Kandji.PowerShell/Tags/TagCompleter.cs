using Kandji.Client.Tags;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tags;

/// <summary>Completes to a tag's name.</summary>
internal sealed class TagCompleter() : TenantCompleter<Tag>(
    client => client.Tags.ListAsync(), tag => tag.Name is { Length: > 0 } name ? new Suggestion(name) : null);
