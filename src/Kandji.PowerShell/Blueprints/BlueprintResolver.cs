using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Blueprints;

/// <summary>Finds the blueprint that a reference means: exactly one, or an error that lists the candidates. Remembers what it found and what it did not.</summary>
internal sealed class BlueprintResolver(KandjiClient client)
{
    private readonly Remembered<Blueprint> _blueprints = new();

    /// <summary>Finds a blueprint.</summary>
    /// <exception cref="ObjectException">There is none of this name, or several.</exception>
    public async Task<Blueprint> ResolveAsync(BlueprintReference reference, CancellationToken cancellationToken) =>
        reference.Blueprint ?? await _blueprints.GetAsync(
            reference.Id ?? reference.Text,
            () => reference.Id is { } id ? client.Blueprints.GetAsync(id, cancellationToken) : ByNameAsync(reference.Text, cancellationToken)).ConfigureAwait(false);

    private async Task<Blueprint> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        List<Blueprint> listed = await client.Blueprints.ListAsync(name, cancellationToken).ToListAsync().ConfigureAwait(false);
        // The service finds parts of names. What was mistyped is told beside those that come near it, of all there are.
        if (listed.Count == 0)
            listed = await client.Blueprints.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return OnlyOne.Named(name, "blueprint", "blueprints", listed, blueprint => blueprint.Name, blueprint => blueprint.Id);
    }
}
