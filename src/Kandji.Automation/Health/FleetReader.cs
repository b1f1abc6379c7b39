using System.Globalization;
using System.Runtime.CompilerServices;
using Kandji.Automation.Health.Policies;
using Kandji.Client;
using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Prism;

namespace Kandji.Automation.Health;

/// <summary>
/// Reads the lists that rules need, each once, cheap ones first. A list that cannot be read, or would cost too much, says why; only a dead
/// token and a dead host end the test.
/// </summary>
internal sealed class FleetReader
{
    // Several lists at once, and several things of one: together below the tenant's requests a second.
    private const int ListsAtOnce = 4;
    private const int ThingsAtOnce = 8;

    private readonly KandjiClient _client;
    private readonly RequestBudget _budget;
    private readonly FleetTestOptions _options;
    private readonly FleetPolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly FleetSnapshot _snapshot = new();

    public FleetReader(KandjiClient client, FleetTestOptions options, FleetPolicy policy, DateTimeOffset now)
    {
        _budget = new RequestBudget(options.MaxRequests, client.Observer);
        _client = client.ObservedBy(_budget);
        _options = options;
        _policy = policy;
        _now = now;
    }

    /// <summary>Is told once, before most requests are sent, what they are about; from any thread.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>Is told the list that is being read, and how many requests were sent; from any thread.</summary>
    public Action<string, int>? Progress { get; init; }

    /// <summary>How many requests were sent.</summary>
    public int Requests => _budget.Used;

    /// <summary>Reads lists.</summary>
    /// <exception cref="KandjiApiException">The token is dead, or the host is.</exception>
    public async Task<FleetSnapshot> ReadAsync(IEnumerable<FleetSource> sources, CancellationToken cancellationToken)
    {
        HashSet<FleetSource> needed = WithRequirements(sources);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // How long the others are follows from these.
        FleetSource[] first = [FleetSource.Devices, FleetSource.Blueprints, FleetSource.LibraryItems];
        await ReadAllAsync(first.Where(needed.Contains), stop.Token).ConfigureAwait(false);
        List<FleetSource> others = needed.Except(first).OrderBy(source => source).ToList();
        TellCost(others);
        await ReadAllAsync(others.Where(source => !FleetSources.IsSlow(source)), stop.Token).ConfigureAwait(false);
        foreach (FleetSource slow in others.Where(FleetSources.IsSlow))
            await ReadAsync(slow, stop.Token).ConfigureAwait(false);
        return _snapshot;
    }

    private static HashSet<FleetSource> WithRequirements(IEnumerable<FleetSource> sources)
    {
        var needed = new HashSet<FleetSource>();
        foreach (FleetSource source in sources)
        {
            needed.Add(source);
            needed.UnionWith(FleetSources.Requirements(source));
        }
        return needed;
    }

    private void TellCost(List<FleetSource> others)
    {
        List<(FleetSource Source, int Requests)> costs = others
            .Where(source => !(_options.Fast && FleetSources.IsSlow(source)))
            .Select(source => (source, FleetSources.Estimate(source, _snapshot)))
            .ToList();
        int total = costs.Sum(cost => cost.Requests);
        string parts = string.Join(", ", costs.OrderByDescending(cost => cost.Requests)
            .Select(cost => string.Format(CultureInfo.CurrentCulture, "{0:N0} for {1}", cost.Requests, FleetSources.Name(cost.Source))));
        string hour = _client.RemainingThisHour is { } left
            ? string.Format(CultureInfo.CurrentCulture, " {0:N0} are left of the tenant's hour.", left)
            : "";
        Tell?.Invoke(string.Format(
            CultureInfo.CurrentCulture, "{0:N0} requests were sent. About {1:N0} more are needed{2}; -MaxRequest allows {3:N0} in all.{4}",
            Requests, total, parts.Length == 0 ? "" : $" ({parts})", _options.MaxRequests, hour));
    }

    private async Task ReadAllAsync(IEnumerable<FleetSource> sources, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(ListsAtOnce);
        async Task ReadInTurnAsync(FleetSource source)
        {
            await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await ReadAsync(source, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
        await Task.WhenAll(sources.Select(ReadInTurnAsync)).ConfigureAwait(false);
    }

    private async Task ReadAsync(FleetSource source, CancellationToken stop)
    {
        Progress?.Invoke(FleetSources.Name(source), Requests);
        switch (source)
        {
            case FleetSource.Devices:
                _snapshot.Devices = await ListAsync(source, _client.Devices.ListAsync(null, stop)).ConfigureAwait(false);
                break;
            case FleetSource.Users:
                _snapshot.Users = await ListAsync(source, _client.Users.ListAsync(cancellationToken: stop)).ConfigureAwait(false);
                break;
            case FleetSource.Licenses:
                _snapshot.Licenses = await ListAsync(source, OneAsync(_client.Tenant.GetLicenseAsync)).ConfigureAwait(false);
                break;
            case FleetSource.FileVault:
                _snapshot.FileVault = await RowsAsync<PrismFileVault>(source, PrismCategory.FileVault, stop).ConfigureAwait(false);
                break;
            case FleetSource.ActivationLock:
                _snapshot.ActivationLock =
                    await RowsAsync<PrismActivationLock>(source, PrismCategory.ActivationLock, stop).ConfigureAwait(false);
                break;
            case FleetSource.Firewall:
                _snapshot.Firewall =
                    await RowsAsync<PrismApplicationFirewall>(source, PrismCategory.ApplicationFirewall, stop).ConfigureAwait(false);
                break;
            case FleetSource.Gatekeeper:
                _snapshot.Gatekeeper =
                    await RowsAsync<PrismGatekeeperAndXProtect>(source, PrismCategory.GatekeeperAndXProtect, stop).ConfigureAwait(false);
                break;
            case FleetSource.Startup:
                _snapshot.Startup =
                    await RowsAsync<PrismStartupSettings>(source, PrismCategory.StartupSettings, stop).ConfigureAwait(false);
                break;
            case FleetSource.Information:
                _snapshot.Information =
                    await RowsAsync<PrismDeviceInformation>(source, PrismCategory.DeviceInformation, stop).ConfigureAwait(false);
                break;
            case FleetSource.Apps:
                _snapshot.Apps = await ListAsync(source, AppsAsync(stop)).ConfigureAwait(false);
                break;
            case FleetSource.Vulnerabilities:
                _snapshot.Vulnerabilities = await ListAsync(source, _client.Vulnerabilities.ListAsync(null, stop)).ConfigureAwait(false);
                break;
            case FleetSource.AdeIntegrations:
                _snapshot.AdeIntegrations = await ListAsync(source, _client.Enrollment.ListAsync(stop)).ConfigureAwait(false);
                break;
            case FleetSource.AdeDevices:
                _snapshot.AdeDevices = await ListAsync(source, _client.Enrollment.ListDevicesAsync(null, stop)).ConfigureAwait(false);
                break;
            case FleetSource.Blueprints:
                _snapshot.Blueprints = await ListAsync(source, _client.Blueprints.ListAsync(null, stop)).ConfigureAwait(false);
                break;
            case FleetSource.LibraryItems:
                _snapshot.LibraryItems = await ListAsync(source, LibraryItemsAsync(stop)).ConfigureAwait(false);
                break;
            case FleetSource.AuditEvents:
                var query = new AuditQuery { Start = _now.UtcDateTime.AddDays(-_policy.AuditDays) };
                _snapshot.AuditEvents = await ListAsync(source, _client.Audit.ListAsync(query, stop)).ConfigureAwait(false);
                // Only for names: without them the events have the ids.
                if (_snapshot.AuditEvents.Count > 0)
                    _snapshot.Admins = await ListAsync(source, _client.Tenant.ListAdminsAsync(stop), estimate: 0).ConfigureAwait(false);
                break;
            case FleetSource.BlueprintItems:
                _snapshot.BlueprintItems = await BlueprintItemsAsync(stop).ConfigureAwait(false);
                break;
            case FleetSource.ItemStates:
                _snapshot.ItemStates = await ItemStatesAsync(stop).ConfigureAwait(false);
                break;
            case FleetSource.MacDetails:
                _snapshot.MacDetails = await MacDetailsAsync(stop).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(source));
        }
    }

    private Task<FleetList<T>> RowsAsync<T>(FleetSource source, PrismCategory category, CancellationToken stop)
        where T : PrismRow => ListAsync(source, Typed<T>(_client.Prism.ListAsync(category, null, stop)));

    private static async IAsyncEnumerable<T> Typed<T>(IAsyncEnumerable<PrismRow> rows)
        where T : PrismRow
    {
        await foreach (PrismRow row in rows.ConfigureAwait(false))
            yield return (T)row;
    }

    private static async IAsyncEnumerable<T> OneAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        yield return await read(default).ConfigureAwait(false);
    }

    private async Task<FleetList<T>> ListAsync<T>(FleetSource source, IAsyncEnumerable<T> list, int? estimate = null)
    {
        int planned = estimate ?? FleetSources.Estimate(source, _snapshot);
        if (_budget.Plan(planned, _client.RemainingThisHour) is { } reason)
            return FleetList<T>.Missing(reason);
        var items = new List<T>();
        try
        {
            await foreach (T item in list.ConfigureAwait(false))
            {
                items.Add(item);
                if (_budget.IsExceeded)
                    return FleetList<T>.Missing(_budget.BrokenOff, items);
            }
            return FleetList<T>.From(items);
        }
        catch (KandjiApiException e) when (!IsFatal(e))
        {
            return FleetList<T>.Missing(e.Message, items);
        }
        finally
        {
            _budget.Done(planned);
        }
    }

    // Narrowed down by the service, and checked again: a service that ignores the condition answers everything.
    private async IAsyncEnumerable<PrismApp> AppsAsync([EnumeratorCancellation] CancellationToken stop)
    {
        List<PolicyApp> apps = [.. _policy.RequiredApps, .. _policy.ForbiddenApps, .. _policy.MinimumApps];
        foreach ((string field, IEnumerable<string?> values) in new[]
        {
            ("bundle_id", apps.Select(app => app.BundleId)),
            ("name", apps.Where(app => app.BundleId is null).SelectMany(app => app.FileNames)),
        })
        {
            string[] wanted = values.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
            if (wanted.Length == 0)
                continue;
            var query = new PrismQuery
            {
                Filter = new Dictionary<string, object?> { [field] = new Dictionary<string, object?> { ["in"] = wanted } },
            };
            await foreach (PrismRow row in _client.Prism.ListAsync(PrismCategory.Apps, query, stop).ConfigureAwait(false))
            {
                if (row is PrismApp found && apps.Exists(app => app.Is(found)))
                    yield return found;
            }
        }
    }

    private async IAsyncEnumerable<FleetLibraryItem> LibraryItemsAsync(
        [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (CustomScript item in _client.Library.ListCustomScriptsAsync(stop).ConfigureAwait(false))
            yield return Item(FindingSubjectKind.CustomScript, item);
        await foreach (CustomProfile item in _client.Library.ListCustomProfilesAsync(stop).ConfigureAwait(false))
            yield return Item(FindingSubjectKind.CustomProfile, item);
        await foreach (CustomApp item in _client.Library.ListCustomAppsAsync(stop).ConfigureAwait(false))
            yield return Item(FindingSubjectKind.CustomApp, item);
        await foreach (InHouseApp item in _client.Library.ListInHouseAppsAsync(stop).ConfigureAwait(false))
            yield return Item(FindingSubjectKind.InHouseApp, item);
    }

    private static FleetLibraryItem Item(FindingSubjectKind kind, ILibraryItem item) =>
        new() { Kind = kind, Id = item.Id ?? "", Name = item.Name, Source = item };

    private async Task<FleetList<BlueprintLibraryItem>> BlueprintItemsAsync(CancellationToken stop)
    {
        if (!_snapshot.Blueprints.IsRead)
            return FleetList<BlueprintLibraryItem>.Missing(_snapshot.Blueprints.NotRead!);
        FleetList<List<BlueprintLibraryItem>> read = await EachAsync(
            FleetSource.BlueprintItems, _snapshot.Blueprints, blueprint => blueprint.Id ?? "",
            async (blueprint, token) =>
            {
                var items = new List<BlueprintLibraryItem>();
                await foreach (BlueprintLibraryItem item in
                    _client.Blueprints.ListLibraryItemsAsync(blueprint.Id ?? "", token).ConfigureAwait(false))
                {
                    item.BlueprintId ??= blueprint.Id;
                    item.BlueprintName ??= blueprint.Name;
                    items.Add(item);
                }
                return items;
            },
            stop).ConfigureAwait(false);
        List<BlueprintLibraryItem> all = read.SelectMany(items => items).ToList();
        return read.NotRead is { } reason
            ? FleetList<BlueprintLibraryItem>.Missing(reason, all)
            : FleetList<BlueprintLibraryItem>.From(all);
    }

    private async Task<FleetList<LibraryItemState>> ItemStatesAsync(CancellationToken stop)
    {
        if (!_snapshot.LibraryItems.IsRead)
            return FleetList<LibraryItemState>.Missing(_snapshot.LibraryItems.NotRead!);
        IEnumerable<FleetLibraryItem> others = _snapshot.BlueprintItems
            .Select(item => new FleetLibraryItem { Kind = FindingSubjectKind.LibraryItem, Id = item.Id ?? "", Name = item.Name });
        List<FleetLibraryItem> items = _snapshot.LibraryItems.Concat(others)
            .GroupBy(item => item.Id, StringComparer.OrdinalIgnoreCase).Select(group => group.First()).ToList();
        FleetList<LibraryItemState> states = await EachAsync(
            FleetSource.ItemStates, items, item => item.Name ?? item.Id, StateAsync, stop).ConfigureAwait(false);
        // Some blueprints' items are not known.
        return states.IsRead && !_snapshot.BlueprintItems.IsRead
            ? FleetList<LibraryItemState>.Missing(_snapshot.BlueprintItems.NotRead!, states)
            : states;
    }

    private async Task<LibraryItemState> StateAsync(FleetLibraryItem item, CancellationToken stop)
    {
        var state = new LibraryItemState { Item = item };
        await foreach (LibraryItemStatus status in _client.Library.ListStatusesAsync(item.Id, null, stop).ConfigureAwait(false))
            state.Add(status);
        if (state.FailsOnMoreThan(_policy.FailingItemPercent))
        {
            await foreach (LibraryItemActivity activity in
                _client.Library.ListActivityAsync(item.Id, "library_item_edited", cancellationToken: stop).ConfigureAwait(false))
            {
                if (activity.ActivityType == "library_item_edited" && !(state.LastEdit?.ActivityTime >= activity.ActivityTime))
                    state.LastEdit = activity;
            }
        }
        return state;
    }

    private Task<FleetList<MacRecovery>> MacDetailsAsync(CancellationToken stop)
    {
        if (!_snapshot.Devices.IsRead)
            return Task.FromResult(FleetList<MacRecovery>.Missing(_snapshot.Devices.NotRead!));
        List<Device> macs = _snapshot.Devices
            .Where(device => device.Platform == "Mac" && device.IsRemoved != true
                && _options.DeviceIds?.Contains(device.DeviceId ?? "", StringComparer.OrdinalIgnoreCase) != false)
            .ToList();
        return EachAsync(
            FleetSource.MacDetails, macs, mac => mac.DeviceName ?? "",
            async (mac, token) =>
            {
                DeviceDetail detail = await _client.Devices.GetDetailAsync(mac.DeviceId ?? "", token).ConfigureAwait(false);
                return new MacRecovery(mac.DeviceId ?? "", detail.RecoveryInformation);
            },
            stop);
    }

    // Several at once, as far as the budget goes. One that fails is missing, and the reason of the first is told.
    private async Task<FleetList<TResult>> EachAsync<T, TResult>(
        FleetSource source, IReadOnlyList<T> things, Func<T, string> name, Func<T, CancellationToken, Task<TResult>> read,
        CancellationToken cancellationToken)
    {
        if (_options.Fast)
        {
            return FleetList<TResult>.Missing(string.Format(CultureInfo.InvariantCulture,
                "It takes {0}, which -Fast leaves out.", FleetSources.DescribeCost(source)));
        }
        int each = source == FleetSource.ItemStates ? FleetSources.Pages(_snapshot.Devices.Count) : 1;
        // Everybody's hour: half of what is left is for others.
        int? share = _client.RemainingThisHour / 2;
        int planned = 0;
        var results = new TResult?[things.Count];
        string? end = null, failure = null;
        int done = 0, next = -1;
        async Task WorkAsync()
        {
            while (Volatile.Read(ref end) is null && Interlocked.Increment(ref next) is var i && i < things.Count)
            {
                string? tooMuch = _budget.IsExceeded ? _budget.BrokenOff
                    : Interlocked.Add(ref planned, each) > share
                        ? $"More than {share} requests would be more than half of what was left of the tenant's hour, which is for others."
                    : _budget.Plan(each, left: null);
                if (tooMuch is not null)
                {
                    Interlocked.CompareExchange(ref end, tooMuch, null);
                    return;
                }
                try
                {
                    results[i] = await read(things[i], cancellationToken).ConfigureAwait(false);
                    Progress?.Invoke($"{FleetSources.Name(source)}: {Interlocked.Increment(ref done)} of {things.Count}", Requests);
                }
                catch (KandjiApiException e) when (!IsFatal(e))
                {
                    Interlocked.CompareExchange(ref failure, $"{name(things[i])}: {e.Message}", null);
                    // A list that may not be read for one item may not be read for any.
                    if (e.Kind == KandjiErrorKind.Forbidden)
                        Interlocked.CompareExchange(ref end, e.Message, null);
                }
                finally
                {
                    _budget.Done(each);
                }
            }
        }
        await Task.WhenAll(Enumerable.Range(0, Math.Min(ThingsAtOnce, things.Count)).Select(_ => WorkAsync())).ConfigureAwait(false);
        List<TResult> whole = results.Where(result => result is not null).Select(result => result!).ToList();
        return (end ?? failure) is not { } reason
            ? FleetList<TResult>.From(whole)
            : FleetList<TResult>.Missing(
                string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} were read. {2}", whole.Count, things.Count, reason), whole);
    }

    private static bool IsFatal(KandjiApiException e) =>
        e.Kind is KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable or KandjiErrorKind.Closed;
}
