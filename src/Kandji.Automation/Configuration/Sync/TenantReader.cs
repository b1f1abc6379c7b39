using Kandji.Automation.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Http;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>Reads what a tenant has of some kinds, and of others as far as those refer to them.</summary>
/// <param name="client">The tenant's client.</param>
internal sealed class TenantReader(KandjiClient client)
{
    private static readonly ConfigurationKind[] LibraryKinds =
    [
        ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp, ConfigurationKind.InHouseApp,
    ];

    /// <summary>Reads kinds, all at once.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="contents">The files that are compared with them.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <exception cref="KandjiApiException">Nothing can be read: the token is dead, or the host is not there.</exception>
    public async Task<TenantContents> ReadAsync(
        IReadOnlyCollection<ConfigurationKind> kinds, RepositoryContents contents, CancellationToken cancellationToken)
    {
        IReadOnlyList<ConfigurationSet> sets = await new ConfigurationReader(client) { ReadsNames = false }
            .ReadAsync(WithReferences(kinds, contents), cancellationToken).ConfigureAwait(false);
        return new TenantContents(
            sets.SelectMany(set => set.Items).Select(TenantMembers.From).ToList(),
            sets.Where(set => set.Failure is not null).ToDictionary(set => set.Kind, set => set.Failure!));
    }

    private static HashSet<ConfigurationKind> WithReferences(IReadOnlyCollection<ConfigurationKind> kinds, RepositoryContents contents)
    {
        HashSet<ConfigurationKind> all = [.. kinds];
        if (kinds.Contains(ConfigurationKind.CustomScript) || kinds.Contains(ConfigurationKind.CustomApp))
            all.Add(ConfigurationKind.SelfServiceCategory);
        // An item of a blueprint may be written as a name alone, and an item's file may want it in blueprints.
        if (kinds.Contains(ConfigurationKind.Blueprint))
            all.UnionWith(LibraryKinds);
        if (contents.Members.Any(NeedsBlueprints))
            all.Add(ConfigurationKind.Blueprint);
        return all;
    }

    private static bool NeedsBlueprints(ConfigurationMember member) => member.References("ensure_blueprints") is { Count: > 0 }
        || (member.Values.TryGetValue("blueprint", out object? value) && value is ConfigurationReference);
}
