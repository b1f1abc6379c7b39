using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Enrollment;

/// <summary>Finds the integration that a reference means: exactly one, or an error that lists the candidates.</summary>
internal sealed class AdeIntegrationResolver(KandjiClient client)
{
    /// <summary>Finds an integration.</summary>
    /// <exception cref="ObjectException">There is none of this name, or several.</exception>
    public async Task<AdeIntegration> ResolveAsync(AdeIntegrationReference reference, CancellationToken cancellationToken)
    {
        if (reference.Integration is { } known)
            return known;
        return await ReadAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds an integration and reads it, even if the reference has it: an object may be older than the last change.</summary>
    /// <exception cref="ObjectException">There is none of this name, or several.</exception>
    public async Task<AdeIntegration> ReadAsync(AdeIntegrationReference reference, CancellationToken cancellationToken)
    {
        if (reference.Id is { } id)
            return await client.Enrollment.GetAsync(id, cancellationToken).ConfigureAwait(false);

        List<AdeIntegration> all = await client.Enrollment.ListAsync(cancellationToken).ToListAsync().ConfigureAwait(false);
        List<AdeIntegration> exact = all.FindAll(i => string.Equals(i.ServerName, reference.Text, StringComparison.OrdinalIgnoreCase));
        return OnlyOne.Of(
            exact, all, i => $"'{i}' id {i.Id}", $"No Automated Device Enrollment integration is named '{reference.Text}'.", $"integrations are named '{reference.Text}'",
            reference.Text, "There are");
    }
}
