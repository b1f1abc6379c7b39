using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the blueprint that a reference means. Remembers what it found and what it did not.</summary>
internal sealed class BlueprintResolver(KandjiClient client) : ReferenceResolver<BlueprintReference, Blueprint>
{
    private readonly LookupCache<Blueprint> _blueprints = new();

    /// <inheritdoc/>
    public override Task<Blueprint> ReadAsync(BlueprintReference reference, CancellationToken cancellationToken) =>
        _blueprints.GetAsync(reference.Id ?? reference.Text, () => base.ReadAsync(reference, cancellationToken));

    private protected override string? GetId(Blueprint item) => item.Id;

    private protected override Task<Blueprint> ByIdAsync(string id, BlueprintReference reference, CancellationToken cancellationToken) =>
        client.Blueprints.GetAsync(id, cancellationToken);

    private protected override async Task<Blueprint> ByTextAsync(BlueprintReference reference, CancellationToken cancellationToken)
    {
        List<Blueprint> listed = await client.Blueprints.ListAsync(reference.Text, cancellationToken).ToListAsync().ConfigureAwait(false);
        // The service finds parts of names. For a mistyped name the error lists those that come near it, of all there are.
        if (listed.Count == 0)
            listed = await AllAsync(cancellationToken).ConfigureAwait(false);
        return UniqueMatch.ByName(reference.Text, "blueprint", "blueprints", listed, blueprint => blueprint.Name, GetId);
    }

    private protected override Task<List<Blueprint>> ListAsync(CancellationToken cancellationToken) =>
        client.Blueprints.ListAsync(cancellationToken: cancellationToken).ToListAsync();
}
