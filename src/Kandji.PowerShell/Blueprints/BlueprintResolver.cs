using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Http;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Blueprints;

/// <summary>Finds the blueprint that a reference means: exactly one, or an error that lists the candidates. Remembers what it found and what it did not.</summary>
internal sealed class BlueprintResolver(KandjiClient client)
{
    private readonly Dictionary<string, Blueprint> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Exception> _failed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a blueprint.</summary>
    /// <exception cref="ObjectException">There is none of this name, or several.</exception>
    public async Task<Blueprint> ResolveAsync(BlueprintReference reference, CancellationToken cancellationToken)
    {
        string key = reference.Id ?? reference.Text;
        if (reference.Blueprint is { } known || _found.TryGetValue(key, out known))
            return known;
        // A name that was mistyped for ten thousand devices is looked for once.
        if (_failed.TryGetValue(key, out Exception? failure))
            throw failure;
        try
        {
            return _found[key] = reference.Id is { } id
                ? await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false)
                : await ByNameAsync(reference.Text, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectException or KandjiApiException { Kind: KandjiErrorKind.NotFound })
        {
            _failed[key] = e;
            throw;
        }
    }

    private async Task<Blueprint> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        List<Blueprint> similar = await client.Blueprints.ListAsync(name, cancellationToken).ToListAsync().ConfigureAwait(false);
        List<Blueprint> exact = similar.FindAll(b => string.Equals(b.Name, name, StringComparison.OrdinalIgnoreCase));
        if (exact.Count > 1 && exact.FindAll(b => b.Name == name) is { Count: 1 } sameCase)
            exact = sameCase;
        if (exact.Count == 1)
            return exact[0];
        IReadOnlyList<Blueprint> candidates = exact.Count > 1 ? exact : similar;
        string list = string.Join("; ", candidates.Take(10).Select(b => $"'{b.Name}' id {b.Id}"));
        throw exact.Count > 1
            ? new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument, $"{exact.Count} blueprints are named '{name}': {list}. Give the id.") { Target = name }
            : new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                $"No blueprint is named '{name}'." + (candidates.Count == 0 ? "" : $" Similar: {list}.")) { Target = name };
    }
}
