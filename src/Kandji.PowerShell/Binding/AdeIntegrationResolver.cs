using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the integration that a reference means.</summary>
internal sealed class AdeIntegrationResolver(KandjiClient client) : ReferenceResolver<AdeIntegrationReference, AdeIntegration>
{
    private protected override string? GetId(AdeIntegration item) => item.Id;

    private protected override Task<AdeIntegration> ByIdAsync(
        string id, AdeIntegrationReference reference, CancellationToken cancellationToken) =>
        client.Enrollment.GetAsync(id, cancellationToken);

    // Listed for each name: an integration that was changed meanwhile must not be changed back.
    private protected override async Task<AdeIntegration> ByTextAsync(
        AdeIntegrationReference reference, CancellationToken cancellationToken)
    {
        List<AdeIntegration> all = await ListAsync(cancellationToken).ConfigureAwait(false);
        List<AdeIntegration> exact = all.FindAll(i => string.Equals(i.ServerName, reference.Text, StringComparison.OrdinalIgnoreCase));
        return UniqueMatch.Single(
            exact, all, i => $"'{i}' id {i.Id}", $"No Automated Device Enrollment integration is named '{reference.Text}'.",
            $"integrations are named '{reference.Text}'", reference.Text, "There are");
    }

    private protected override Task<List<AdeIntegration>> ListAsync(CancellationToken cancellationToken) =>
        client.Enrollment.ListAsync(cancellationToken).ToListAsync();
}
