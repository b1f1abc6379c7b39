using Kandji.Client.Tags;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Tags;

/// <summary>Completes to a tag's id, from the id or from the name.</summary>
internal sealed class TagIdCompleter() : TenantCompleter<Tag>(
    client => client.Tags.ListAsync(), tag => tag.Id is { Length: > 0 } id ? new Suggestion(id, tag.Name) : null);
