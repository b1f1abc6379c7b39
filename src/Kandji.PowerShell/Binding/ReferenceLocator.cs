using Kandji.Client;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds out whether text names something in a tenant, for a command that was given several tenants.</summary>
internal sealed class ReferenceLocator
{
    private readonly Dictionary<(KandjiClient Client, Type Type), object> _resolvers = [];

    /// <summary>Indicates whether a tenant has what a reference means, once or several times.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="client">The tenant's client; the same for every reference.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<bool> ExistsAsync(ObjectReference reference, KandjiClient client, CancellationToken cancellationToken)
    {
        try
        {
            await (reference switch
            {
                DeviceReference device => Resolver(client, () => new DeviceResolver(client, allowName: true))
                    .ReadAsync(device, cancellationToken),
                BlueprintReference blueprint =>
                    Resolver(client, () => new BlueprintResolver(client)).ReadAsync(blueprint, cancellationToken),
                UserReference user => Resolver(client, () => new UserResolver(client)).ReadAsync(user, cancellationToken),
                TagReference tag => Resolver(client, () => new TagResolver(client)).ReadAsync(tag, cancellationToken),
                LibraryItemReference item => Resolver(client, () => new LibraryItemKindResolver(client)).ReadAsync(item, cancellationToken),
                AdeDeviceReference device => Resolver(client, () => new AdeDeviceResolver(client)).ReadAsync(device, cancellationToken),
                AdeIntegrationReference integration => Resolver(client, () => new AdeIntegrationResolver(client))
                    .ReadAsync(integration, cancellationToken),
                SelfServiceCategoryReference category => Resolver(client, () => new SelfServiceCategoryResolver(client))
                    .ReadAsync(category, cancellationToken),
                // A CVE id means the same in every tenant.
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
            return true;
        }
        catch (ObjectException e) when (e.Id == "KandjiNotFound")
        {
            return false;
        }
        catch (Client.Http.KandjiApiException e) when (e.Kind == Client.Http.KandjiErrorKind.NotFound)
        {
            return false;
        }
        catch (ObjectException e) when (e.Id == "KandjiAmbiguous")
        {
            return true;
        }
    }

    private T Resolver<T>(KandjiClient client, Func<T> create)
        where T : class
    {
        if (!_resolvers.TryGetValue((client, typeof(T)), out object? resolver))
            _resolvers[(client, typeof(T))] = resolver = create();
        return (T)resolver;
    }
}
