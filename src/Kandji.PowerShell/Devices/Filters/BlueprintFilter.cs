using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The blueprints of -Blueprint. One is asked of the service by its id. A token that may not read blueprints can still compare the names
/// that devices show.
/// </summary>
internal sealed class BlueprintFilter
{
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WildcardFilter> _names = [];
    private readonly List<string> _unread = [];

    private BlueprintFilter(BlueprintReference[] references) => GivenIds = ExistenceCheck.IdsAlone(references);

    /// <summary>The id of the only blueprint, which the service can be asked for; null when there are several or names.</summary>
    public string? OnlyId => _ids.Count == 1 && _names.Count == 0 ? _ids.First() : null;

    /// <summary>The ids that were given as they are, so that nobody has looked yet whether they exist.</summary>
    public IReadOnlyCollection<string> GivenIds { get; }

    /// <summary>The names that the token could not look up, so that they are compared with those of the devices.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>Finds the blueprints.</summary>
    /// <param name="client">The client.</param>
    /// <param name="references">The references; null for no filter.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="Errors.ObjectException">There is no such blueprint, or there are several.</exception>
    public static async Task<BlueprintFilter?> CreateAsync(
        KandjiClient client, BlueprintReference[]? references, CancellationToken cancellationToken)
    {
        if (references is null)
            return null;
        var filter = new BlueprintFilter(references);
        var resolver = new BlueprintResolver(client);
        foreach (BlueprintReference reference in references)
        {
            if (reference.Id is { } id)
                filter._ids.Add(id);
            else if (WildcardFilter.IsPattern(reference.Text))
                filter._names.Add(WildcardFilter.Create([reference.Text])!);
            else
            {
                try
                {
                    filter._ids.Add((await resolver.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).Id!);
                }
                catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
                {
                    filter._names.Add(WildcardFilter.Create([reference.Text])!);
                    filter._unread.Add(reference.Text);
                }
            }
        }
        return filter;
    }

    /// <summary>Indicates whether a device is in one of the blueprints.</summary>
    public bool Matches(Device device) =>
        _ids.Contains(device.BlueprintId ?? "") || _names.Exists(name => name.Matches(device.BlueprintName));
}
