using Kandji.Client.Devices;
using Kandji.Client.Prism;
using Kandji.Client.Tenant;

namespace Kandji.Automation.Health.Reports;

/// <summary>Counts what a test read and found in one tenant.</summary>
internal sealed class FleetFigures
{
    private static readonly (string Name, double Days)[] Ages =
    [
        ("Within a day", 1), ("Within 7 days", 7), ("Within 30 days", 30), ("Within 90 days", 90), ("Longer ago", double.PositiveInfinity),
    ];

    private readonly TenantReport _report;
    private readonly Dictionary<string, PrismFileVault> _fileVault = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Finding>> _byDevice = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts.</summary>
    /// <param name="report">The test of the tenant.</param>
    public FleetFigures(TenantReport report)
    {
        _report = report;
        foreach (PrismFileVault row in report.Snapshot.FileVault)
        {
            if (row.DeviceId is { } id)
                _fileVault[id] = row;
        }
        Found = report.Findings.Where(finding => finding.State == FindingState.Found).ToList();
        foreach (Finding finding in Found)
        {
            if (finding.DeviceId is not { } id)
                continue;
            if (!_byDevice.TryGetValue(id, out List<Finding>? findings))
                _byDevice.Add(id, findings = []);
            findings.Add(finding);
        }
    }

    /// <summary>The test.</summary>
    public TenantReport Report => _report;

    /// <summary>Words that tell something of this tenant apart from the same of another.</summary>
    public string Label(string words) => $"{words}, {_report.Name}";

    /// <summary>The devices.</summary>
    public FleetList<Device> Devices => _report.Snapshot.Devices;

    /// <summary>The findings of things that break a rule, worst first.</summary>
    public IReadOnlyList<Finding> Found { get; }

    /// <summary>The number of devices that break a rule.</summary>
    public int DevicesWithFindings => _byDevice.Count;

    /// <summary>The findings of a device, worst first.</summary>
    public IReadOnlyList<Finding> GetFindings(Device device) =>
        device.DeviceId is { } id && _byDevice.TryGetValue(id, out List<Finding>? findings) ? findings : [];

    /// <summary>The findings by severity, worst first. Each is there, without findings too.</summary>
    public IReadOnlyList<Tally> BySeverity() =>
        Enum.GetValues(typeof(FindingSeverity)).Cast<FindingSeverity>().OrderByDescending(severity => severity)
            .Select(severity => new Tally(severity.ToString(), Found.Count(finding => finding.Severity == severity))).ToList();

    /// <summary>The devices by platform, most first.</summary>
    public IReadOnlyList<Tally> ByPlatform() => Count(device => Or(device.Platform, "Unknown"));

    /// <summary>The devices by platform and version of the operating system, most first.</summary>
    public IReadOnlyList<Tally> BySystem() => Count(DescribeSystem);

    /// <summary>The devices by model, most first.</summary>
    public IReadOnlyList<Tally> ByModel() => Count(device => Or(device.Model, "Unknown"));

    /// <summary>The devices by the time since they were last heard from, the shortest first. Each is there, without devices too.</summary>
    public IReadOnlyList<Tally> ByAge()
    {
        int[] counts = new int[Ages.Length];
        int never = 0;
        foreach (Device device in Devices)
        {
            if (GetAge(device) is { } days)
                counts[Array.FindIndex(Ages, age => days < age.Days)]++;
            else
                never++;
        }
        return [.. Ages.Select((age, at) => new Tally(age.Name, counts[at])), new Tally("Never", never)];
    }

    /// <summary>The number of devices that were heard from within a number of days.</summary>
    public int CountSeen(int days) => Devices.Count(device => GetAge(device) < days);

    /// <summary>The number of Macs.</summary>
    public int Macs => Devices.Count(IsMac);

    /// <summary>The Macs by encryption of their disks: on, off, no data.</summary>
    public (int On, int Off, int Unknown) CountEncrypted()
    {
        int on = 0, off = 0, unknown = 0;
        foreach (Device device in Devices.Where(IsMac))
        {
            _ = IsEncrypted(device) switch { true => on++, false => off++, null => unknown++ };
        }
        return (on, off, unknown);
    }

    /// <summary>The encrypted Macs by the escrow of their keys: escrowed, not escrowed, no data.</summary>
    public (int Escrowed, int NotEscrowed, int Unknown) CountEscrowed()
    {
        int escrowed = 0, not = 0, unknown = 0;
        foreach (Device device in Devices.Where(device => IsMac(device) && IsEncrypted(device) == true))
        {
            _ = _fileVault[device.DeviceId!].KeyEscrowed switch { true => escrowed++, false => not++, null => unknown++ };
        }
        return (escrowed, not, unknown);
    }

    /// <summary>Indicates whether the disk of a device is encrypted; null where nothing tells, and for what is not a Mac.</summary>
    public bool? IsEncrypted(Device device) =>
        device.DeviceId is { } id && _fileVault.TryGetValue(id, out PrismFileVault? row) ? row.Status : null;

    /// <summary>
    /// The library items by what became of them on the devices of each blueprint; the blueprints in the order of failures. Only blueprints
    /// of which something is known.
    /// </summary>
    public IReadOnlyList<BlueprintCompliance> ByBlueprint()
    {
        var counts = new Dictionary<string, ItemCounts>(StringComparer.OrdinalIgnoreCase);
        foreach (LibraryItemState state in _report.Snapshot.ItemStates)
        {
            foreach (KeyValuePair<string, ItemCounts> of in state.ByBlueprint)
            {
                if (!counts.TryGetValue(of.Key, out ItemCounts? sum))
                    counts.Add(of.Key, sum = new ItemCounts());
                sum.Add(of.Value);
            }
        }
        ILookup<string, Device> devices = Devices.ToLookup(device => device.BlueprintId ?? "", StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Device device in Devices)
            names[device.BlueprintId ?? ""] = Or(device.BlueprintName, "(no blueprint)");
        foreach (Client.Blueprints.Blueprint blueprint in _report.Snapshot.Blueprints)
            names[blueprint.Id ?? ""] = Or(blueprint.Name, blueprint.Id ?? "");
        return names.Keys.Union(counts.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(id => new BlueprintCompliance
            {
                Id = id,
                Name = names.TryGetValue(id, out string? name) ? name : id.Length == 0 ? "(no blueprint)" : id,
                Devices = Devices.IsRead ? devices[id].Count() : null,
                Encrypted = _report.Snapshot.FileVault.IsRead ? devices[id].Count(device => IsEncrypted(device) == true) : null,
                Findings = devices[id].Sum(device => GetFindings(device).Count),
                Items = counts.TryGetValue(id, out ItemCounts? items) ? items : null,
            })
            .OrderByDescending(blueprint => blueprint.Items?.Failing ?? -1).ThenByDescending(blueprint => blueprint.Devices)
            .ThenBy(blueprint => blueprint.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    /// <summary>Used and licensed devices; null for a number that the service does not tell.</summary>
    public IReadOnlyList<LicenseUse> Licenses()
    {
        if (_report.Snapshot.Licenses.FirstOrDefault() is not { } license)
            return [];
        LicensePlatformLimits? limits = license.Limits?.MaxDevicesPerPlatform;
        LicenseUse[] uses =
        [
            new("All devices", Known(license.Counts?.ComputersCount), Given(license.Limits?.MaxDevices)),
            new("Mac", Known(license.Counts?.MacosCount), Given(limits?.Macos)),
            // The contract counts these together.
            new("iPhone and iPad", Known(license.Counts?.IosCount) + Known(license.Counts?.IpadosCount), Given(limits?.IosIpados)),
            new("Apple TV", Known(license.Counts?.TvosCount), null),
        ];
        return uses.Where(use => use.Used is not null || use.Limit is not null).ToList();
    }

    /// <summary>The platform of a device, and the version of its operating system.</summary>
    public static string DescribeSystem(Device device) => $"{Or(device.Platform, "Unknown")} {Or(device.OsVersion, "(unknown)")}";

    private static bool IsMac(Device device) => string.Equals(device.Platform, "Mac", StringComparison.OrdinalIgnoreCase);

    private double? GetAge(Device device) =>
        device.LastCheckIn is { } seen ? (_report.MadeAt.UtcDateTime - seen.ToUniversalTime()).TotalDays : null;

    private List<Tally> Count(Func<Device, string> name) =>
        Devices.GroupBy(name, StringComparer.OrdinalIgnoreCase).Select(group => new Tally(group.Key, group.Count()))
            .OrderByDescending(tally => tally.Count).ThenBy(tally => tally.Name, StringComparer.OrdinalIgnoreCase).ToList();

    // A count that is missing is no count of 0, and a negative one stands for none.
    private static int? Known(int? count) => count >= 0 ? count : null;

    // Where one number counts for all platforms, those of the platforms are 0.
    private static int? Given(int? limit) => limit > 0 ? limit : null;

    private static string Or(string? text, string other) => string.IsNullOrWhiteSpace(text) ? other : text!;
}
