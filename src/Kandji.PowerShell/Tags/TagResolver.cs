using System;
using System.Collections.Generic;
using System.Linq;
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
        List<Tag> exact = _all.FindAll(tag => string.Equals(tag.Name, reference.Text, StringComparison.OrdinalIgnoreCase));
        // Tags may differ in nothing but case.
        if (exact.Count > 1 && exact.Find(tag => tag.Name == reference.Text) is { } sameCase)
            return sameCase;
        if (exact.Count == 1)
            return exact[0];
        IReadOnlyList<Tag> candidates = exact.Count > 1
            ? exact
            : _all.FindAll(tag => tag.Name?.IndexOf(reference.Text, StringComparison.OrdinalIgnoreCase) >= 0);
        string list = string.Join("; ", candidates.Take(10).Select(tag => $"'{tag}' id {tag.Id}"));
        throw exact.Count > 1
            ? new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument, $"{exact.Count} tags are named '{reference.Text}': {list}. Give the id.") { Target = reference.Text }
            : new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                $"No tag is named '{reference.Text}'." + (candidates.Count == 0 ? "" : $" Similar: {list}.")) { Target = reference.Text };
    }
}
