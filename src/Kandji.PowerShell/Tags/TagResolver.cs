using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Tags;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Tags;

/// <summary>
/// Finds the tag that a reference means: exactly one, or an error that lists the candidates. The service has no way to ask for one tag, so
/// the list is read, once for a command.
/// </summary>
internal sealed class TagResolver(KandjiClient client)
{
    private List<Tag>? _all;

    /// <summary>Finds a tag.</summary>
    /// <exception cref="ObjectException">There is none, or several.</exception>
    public async Task<Tag> ResolveAsync(TagReference reference, CancellationToken cancellationToken)
    {
        if (reference.Tag is { } known)
            return known;
        _all ??= await client.Tags.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        if (reference.Id is { } id)
        {
            return _all.Find(tag => string.Equals(tag.Id, id, StringComparison.OrdinalIgnoreCase))
                ?? throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"No tag has the id '{id}'.") { Target = reference.Text };
        }
        // Tags may differ in nothing but case.
        return OnlyOne.Named(reference.Text, "tag", "tags", _all, tag => tag.Name, tag => tag.Id);
    }
}
