using System.Globalization;
using Kandji.Automation.Inventory;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Reports;

/// <summary>The state of a fleet at each run of an inventory, from the first.</summary>
internal sealed class FleetTrend
{
    private const int MaxPoints = 120;
    private const string All = "all", Missing = "missing", Platform = "platform/", System = "system/", On = "on", Off = "off";

    private readonly string _host;

    private FleetTrend(string host) => _host = host;

    /// <summary>The points, the oldest first. Of very many runs, some of them over the whole time.</summary>
    public IReadOnlyList<TrendPoint> Points { get; private set; } = [];

    /// <summary>
    /// The Macs whose disk is encrypted, and those of which that is known, the oldest first; nothing where the inventory has no details.
    /// </summary>
    public IReadOnlyList<(DateTime At, int On, int Known)> Encrypted { get; private set; } = [];

    /// <summary>The platforms that there ever were, those with the most devices now first.</summary>
    public IReadOnlyList<string> Platforms { get; private set; } = [];

    /// <summary>The damage that was found in the inventory.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Reads the inventory of one of the tenants.</summary>
    /// <param name="path">The folder of the inventory.</param>
    /// <param name="tenants">The tenants.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InventoryException">It is not there, of none of the tenants, damaged beyond use, or of a newer version.</exception>
    public static FleetTrend Read(string path, IReadOnlyList<TenantReport> tenants, CancellationToken cancellationToken = default)
    {
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(path));
        var trend = new FleetTrend(store.Host);
        TenantReport tenant = tenants.FirstOrDefault(trend.IsFrom)
            ?? throw OfAnotherTenant(path, store.Host, tenants.Select(of => of.Tenant.Host));
        trend.Read(store, tenant.Tenant, cancellationToken);
        return trend;
    }

    /// <summary>The error about an inventory that is of none of the tenants of a report.</summary>
    public static InventoryException OfAnotherTenant(string path, string host, IEnumerable<string> hosts) => new("KandjiOtherTenant",
        $"The inventory '{path}' is of {host}, and the report is about {string.Join(", ", hosts)}.");

    /// <summary>Indicates whether the inventory is of a tenant.</summary>
    public bool IsFrom(TenantReport tenant) => string.Equals(tenant.Tenant.Host, _host, StringComparison.OrdinalIgnoreCase);

    private void Read(InventoryStore store, TenantIdentity tenant, CancellationToken cancellationToken)
    {
        var devices = new InventoryReplay(store, InventoryKind.Device, row => Keys((Device)InventoryKind.Device.Read(row, tenant)));
        var points = devices.ReadBackwards(cancellationToken).Select(at => NewPoint(at.At, at.Counts)).Reverse().ToList();
        Points = Thin(points, point => point.At);
        Platforms = points.SelectMany(point => point.ByPlatform.Keys).Distinct(StringComparer.Ordinal)
            .OrderByDescending(platform => points[points.Count - 1].ByPlatform.TryGetValue(platform, out int count) ? count : 0)
            .ThenBy(platform => platform, StringComparer.OrdinalIgnoreCase).ToList();
        var details = new InventoryReplay(
            store, InventoryKind.DeviceDetail, row => Keys((DeviceDetail)InventoryKind.DeviceDetail.Read(row, tenant)));
        Encrypted = Thin(
            details.ReadBackwards(cancellationToken)
                .Select(at => (at.At, On: Get(at.Counts, On), Known: Get(at.Counts, On) + Get(at.Counts, Off)))
                .Where(at => at.Known > 0).Reverse().ToList(),
            at => at.At);
        Warnings = store.Warnings.ToList();
    }

    private static string[] Keys(Device device)
    {
        string platform = string.IsNullOrWhiteSpace(device.Platform) ? "Unknown" : device.Platform!;
        var keys = new List<string> { All, Platform + platform };
        if (device.IsMissing == true)
            keys.Add(Missing);
        if (device.OsVersionNumber is { } version)
            keys.Add(System + version.Major.ToString("D10", CultureInfo.InvariantCulture) + "/" + platform);
        return [.. keys];
    }

    private static string[] Keys(DeviceDetail detail) => detail.FileVault?.FileVaultEnabled switch
    {
        true => [On],
        false when string.Equals(detail.General?.Platform, "Mac", StringComparison.OrdinalIgnoreCase) => [Off],
        _ => [],
    };

    private static TrendPoint NewPoint(DateTime at, IReadOnlyDictionary<string, int> counts)
    {
        // By platform, the newest main version that a device has.
        List<IGrouping<string, KeyValuePair<string, int>>> systems = counts
            .Where(count => count.Value > 0 && count.Key.StartsWith(System, StringComparison.Ordinal))
            .GroupBy(count => count.Key.Substring(count.Key.IndexOf('/', System.Length))).ToList();
        return new TrendPoint
        {
            At = at,
            Devices = Get(counts, All),
            Missing = Get(counts, Missing),
            Systems = (
                systems.Sum(versions => versions.OrderByDescending(version => version.Key, StringComparer.Ordinal).First().Value),
                systems.Sum(versions => versions.Sum(version => version.Value))),
            ByPlatform = counts.Where(count => count.Value > 0 && count.Key.StartsWith(Platform, StringComparison.Ordinal))
                .ToDictionary(count => count.Key.Substring(Platform.Length), count => count.Value, StringComparer.Ordinal),
        };
    }

    private static int Get(IReadOnlyDictionary<string, int> counts, string key) => counts.TryGetValue(key, out int count) ? count : 0;

    /// <summary>The last point of each stretch of time, and the first of all: not more than can be told apart.</summary>
    internal static List<T> Thin<T>(List<T> points, Func<T, DateTime> at)
    {
        if (points.Count <= MaxPoints)
            return points;
        DateTime first = at(points[0]);
        double stretch = (at(points[points.Count - 1]) - first).TotalSeconds / (MaxPoints - 2);
        var stretches = points.Skip(1).GroupBy(point => (int)((at(point) - first).TotalSeconds / stretch));
        return [points[0], .. stretches.Select(group => group.Last())];
    }
}
