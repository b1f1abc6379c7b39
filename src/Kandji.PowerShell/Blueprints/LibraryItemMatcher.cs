using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// Finds the library items of one tenant that correspond to those of another: of the same kind, and of the same name. Items of the kinds
/// that the service does not list, such as Auto Apps, are looked for among the items of all blueprints.
/// </summary>
/// <param name="source">The tenant of the items.</param>
/// <param name="target">The tenant in which they are looked for.</param>
internal sealed class LibraryItemMatcher(KandjiClient source, KandjiClient target)
{
    private const int MostAtOnce = 8;
    private const string OtherKind = "library item";

    private Task<Dictionary<string, string>>? _sourceKinds;
    private Task<List<Listed>>? _targetItems;
    private Task<List<Listed>>? _targetOthers;

    /// <summary>Finds the counterparts of all items of a blueprint.</summary>
    /// <param name="blueprint">The blueprint, as it was read from its tenant.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The ids in the other tenant and the names, in the order of the blueprint.</returns>
    /// <exception cref="ObjectException">
    /// The other tenant lacks an item, or has several of its kind and name, or the blueprint itself has: the error names each.
    /// </exception>
    public async Task<IReadOnlyList<(string Id, string Name)>> MatchAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        List<BlueprintLibraryItem> items =
            await source.Blueprints.ListLibraryItemsAsync(blueprint.Id!, cancellationToken).ToListAsync().ConfigureAwait(false);
        if (items.Count == 0)
            return [];
        Dictionary<string, string> kinds = await (_sourceKinds ??= KindsAsync(cancellationToken)).ConfigureAwait(false);
        var originals = items
            .Select(item => new Listed(item.Id ?? "", Normal(item.Name), kinds.TryGetValue(item.Id ?? "", out string? kind) ? kind : null))
            .ToList();
        var matches = new List<(string, string)>();
        var problems = new List<string>();
        bool lacksOne = false;
        foreach (var same in originals.GroupBy(item => (item.Kind, item.Name)))
        {
            (string? kind, string name) = same.Key;
            if (same.Count() > 1)
            {
                problems.Add($"{source.Identity.Name} has {same.Count()} {kind ?? OtherKind}s named '{name}' in it, which a name does not "
                    + "tell apart");
                continue;
            }
            List<Listed> found = (await CandidatesAsync(kind, cancellationToken).ConfigureAwait(false)).FindAll(item => item.Name == name);
            if (found.Count == 1)
            {
                matches.Add((found[0].Id, name));
                continue;
            }
            lacksOne |= found.Count == 0;
            problems.Add(found.Count > 0
                ? $"{target.Identity.Name} has {found.Count} {kind ?? OtherKind}s named '{name}'"
                : kind is not null
                    ? $"{target.Identity.Name} has no {kind} named '{name}'"
                    : $"no blueprint of {target.Identity.Name} has a {OtherKind} named '{name}'");
        }
        return problems.Count == 0 ? matches : throw new ObjectException(
            lacksOne ? "KandjiNotFound" : "KandjiAmbiguous", lacksOne ? ErrorCategory.ObjectNotFound : ErrorCategory.InvalidArgument,
            $"The blueprint '{blueprint}' was not copied to {target.Identity.Name}. Its library items are found there by name:",
            problems,
            lacksOne
                ? $"Compare-KandjiTenant {source.Identity.Name} {target.Identity.Name} -Kind Script, Profile, App, InHouseApp shows what "
                    + "to copy before; items of other kinds have to be added to a blueprint there."
                : "Give the items names of their own.") { Target = blueprint };
    }

    private async Task<Dictionary<string, string>> KindsAsync(CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Listed item in await ListAsync(source, cancellationToken).ConfigureAwait(false))
            kinds[item.Id] = item.Kind!;
        return kinds;
    }

    private async Task<List<Listed>> CandidatesAsync(string? kind, CancellationToken cancellationToken)
    {
        List<Listed> listed = await (_targetItems ??= ListAsync(target, cancellationToken)).ConfigureAwait(false);
        return kind is null
            ? await (_targetOthers ??= OthersAsync(listed, cancellationToken)).ConfigureAwait(false)
            : listed.FindAll(item => item.Kind == kind);
    }

    private static async Task<List<Listed>> ListAsync(KandjiClient client, CancellationToken cancellationToken)
    {
        Task<List<Listed>>[] lists =
        [
            OfKindAsync(LibraryKinds.CustomScript), OfKindAsync(LibraryKinds.CustomProfile), OfKindAsync(LibraryKinds.CustomApp),
            OfKindAsync(LibraryKinds.InHouseApp),
        ];
        return (await Task.WhenAll(lists).ConfigureAwait(false)).SelectMany(list => list).ToList();

        async Task<List<Listed>> OfKindAsync<T>(LibraryKind<T> kind)
            where T : KandjiObject, ILibraryItem =>
            (await kind.List(client, cancellationToken).ToListAsync().ConfigureAwait(false))
                .Where(item => item.Id is not null)
                .Select(item => new Listed(item.Id!, Normal(item.Name), kind.Name)).ToList();
    }

    // Each item once, however many blueprints have it.
    private async Task<List<Listed>> OthersAsync(List<Listed> listed, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(listed.Select(item => item.Id), StringComparer.OrdinalIgnoreCase);
        List<Blueprint> blueprints =
            await target.Blueprints.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        using var places = new SemaphoreSlim(MostAtOnce);
        List<BlueprintLibraryItem>[] items =
            await Task.WhenAll(blueprints.Where(blueprint => blueprint.Id is not null).Select(ItemsAsync)).ConfigureAwait(false);
        return items.SelectMany(list => list)
            .Where(item => item.Id is not null && known.Add(item.Id))
            .Select(item => new Listed(item.Id!, Normal(item.Name), null)).ToList();

        async Task<List<BlueprintLibraryItem>> ItemsAsync(Blueprint blueprint)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await target.Blueprints.ListLibraryItemsAsync(blueprint.Id!, cancellationToken).ToListAsync().ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static string Normal(string? name) => (name ?? "").Normalize();

    // The kind is null for those that the service does not list.
    private sealed record Listed(string Id, string Name, string? Kind);
}
