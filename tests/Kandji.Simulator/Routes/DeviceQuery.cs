using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Kandji.Simulator.Routes;

/// <summary>
/// The filters and the ordering of the device list. A text filter finds part of the value, in any case, unless said
/// otherwise. The outcome is kept until a device changes, as a client asks for it page by page.
/// </summary>
internal static class DeviceQuery
{
    private const int CacheCapacity = 16;

    private static readonly ConditionalWeakTable<TenantState, ConcurrentDictionary<string, Outcome>> Kept = [];

    private static readonly Dictionary<string, Func<SimulatedDevice, IComparable>> Orderings = new(StringComparer.Ordinal)
    {
        ["asset_tag"] = d => new Text(d.AssetTag),
        ["blueprint_id"] = d => new Text(d.Blueprint.Id),
        ["device_id"] = d => new Text(d.Id),
        ["device_name"] = d => new Text(d.Name),
        ["last_check_in"] = d => d.LastCheckIn ?? DateTimeOffset.MinValue,
        ["model"] = d => new Text(d.Model),
        ["platform"] = d => new Text(d.Platform.ToString()),
        ["os_version"] = d => new Text(d.OsVersion),
        ["serial_number"] = d => new Text(d.SerialNumber),
        ["user"] = d => new Text(d.User?.Name ?? ""),
    };

    private sealed record Outcome(long Version, long Names, SimulatedDevice[] Devices);

    // Databases here compare bytes, not as a language would.
    private readonly record struct Text(string Value) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Value, ((Text)other!).Value);
    }

    public static SimulatedDevice[] Run(ApiRequest apiRequest)
    {
        var state = apiRequest.State;
        var kept = Kept.GetOrCreateValue(state);
        var key =
            string.Join('&', apiRequest.QueryPairs().Where(p => p.Name is not ("limit" or "offset")).Select(p => p.Name + "=" + p.Value));
        var (version, names) = (state.Devices.Version, state.NameVersion);
        if (!kept.TryGetValue(key, out var outcome) || outcome.Version != version || outcome.Names != names)
        {
            if (kept.Count >= CacheCapacity)
                kept.Clear();
            kept[key] = outcome = new Outcome(version, names, Order(apiRequest, Filter(apiRequest, state.Devices.Items)));
        }

        if (!state.UnorderedListsAreUnstable || apiRequest.Query("ordering") is not null)
            return outcome.Devices;
        var shuffled = outcome.Devices.ToArray();
        Random.Shared.Shuffle(shuffled);
        return shuffled;
    }

    private static SimulatedDevice[] Filter(ApiRequest apiRequest, SimulatedDevice[] all)
    {
        var tests = new List<Func<SimulatedDevice, bool>>();
        Contains("asset_tag", d => d.AssetTag);
        Contains("blueprint_id", d => d.Blueprint.Id);
        Contains("device_id", d => d.Id);
        Contains("device_name", d => d.Name);
        Contains("mac_address", d => d.MacAddress);
        Contains("model", d => d.Model);
        Contains("os_version", d => d.OsVersion);
        Contains("serial_number", d => d.SerialNumber);
        Contains("user", d => d.User?.Name);
        Contains("user_name", d => d.User?.Name);
        Contains("user_email", d => d.User?.Email);

        if (apiRequest.Query("user_email_exact") is { } email)
            tests.Add(d => string.Equals(d.User?.Email, email, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("user_id") is { } userId)
            tests.Add(d => d.User is { } user && UserRoutes.HasId(userId, user));
        if (apiRequest.Query("platform") is { } platform)
            tests.Add(d => d.Platform.ToString() == platform);
        if (apiRequest.QueryFlag("filevault_enabled") is { } fileVault)
            tests.Add(d => d.FileVaultEnabled == fileVault);
        if (apiRequest.Query("tag_name") is { } tagName)
            tests.Add(d => d.HasTag(t => t.Name == tagName));
        if (apiRequest.QueryList("tag_name_in") is { } tagNames)
            tests.Add(d => d.HasTag(t => tagNames.Contains(t.Name)));
        if (apiRequest.Query("tag_id") is { } tagId)
            tests.Add(d => d.HasTag(t => t.Id == tagId));
        if (apiRequest.QueryList("tag_id_in") is { } tagIds)
            tests.Add(d => d.HasTag(t => tagIds.Contains(t.Id)));

        return tests.Count == 0 ? all : [.. all.Where(d => tests.TrueForAll(test => test(d)))];

        void Contains(string parameter, Func<SimulatedDevice, string?> value)
        {
            if (apiRequest.Query(parameter) is { } part)
                tests.Add(d => value(d)?.Contains(part, StringComparison.OrdinalIgnoreCase) == true);
        }
    }

    private static SimulatedDevice[] Order(ApiRequest apiRequest, SimulatedDevice[] devices)
    {
        IOrderedEnumerable<SimulatedDevice>? ordered = null;
        foreach (var name in apiRequest.QueryList("ordering") ?? [])
        {
            // An ordering that does not exist is left out, not refused.
            if (!Orderings.TryGetValue(name.TrimStart('-'), out var by))
                continue;
            var down = name.StartsWith('-');
            ordered = (ordered, down) switch
            {
                (null, false) => devices.OrderBy(by),
                (null, true) => devices.OrderByDescending(by),
                (_, false) => ordered.ThenBy(by),
                (_, true) => ordered.ThenByDescending(by),
            };
        }

        return ordered?.ToArray() ?? devices;
    }
}
