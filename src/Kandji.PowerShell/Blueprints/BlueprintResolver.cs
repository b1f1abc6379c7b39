using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Blueprints;

/// <summary>Finds the blueprint that a reference means: exactly one, or an error that lists the candidates. Remembers what it found.</summary>
internal sealed class BlueprintResolver(KandjiClient client)
{
    private readonly Dictionary<string, Blueprint> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a blueprint.</summary>
    /// <exception cref="ObjectException">There is none of this name, or several.</exception>
    public async Task<Blueprint> ResolveAsync(BlueprintReference reference, CancellationToken cancellationToken)
    {
        if (reference.Blueprint is { } known || _found.TryGetValue(reference.Id ?? reference.Text, out known))
            return known;
        Blueprint blueprint = reference.Id is { } id
            ? await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false)
            : await ByNameAsync(reference.Text, cancellationToken).ConfigureAwait(false);
        return _found[reference.Id ?? reference.Text] = blueprint;
    }

    private async Task<Blueprint> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        var similar = new List<Blueprint>();
        await foreach (Blueprint blueprint in client.Blueprints.ListAsync(name, cancellationToken).ConfigureAwait(false))
            similar.Add(blueprint);
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
