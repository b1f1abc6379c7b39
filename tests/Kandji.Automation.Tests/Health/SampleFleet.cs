using Kandji.Automation.Health;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Prism;
using Kandji.Client.Tenant;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;

namespace Kandji.Automation.Tests.Health;

/// <summary>An invented fleet, and a report about it. The same seed and number make the same fleet.</summary>
internal sealed class SampleFleet
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private static readonly string[] Towns = ["Lisbon", "Porto", "Gdansk", "Utrecht", "Turku", "Graz", "Leeds", "Bergen"];
    private static readonly string[] First =
        ["Ada", "Ben", "Chiara", "Dag", "Elif", "Femke", "Goran", "Hana", "Ines", "Jon", "Kaya", "Lena"];

    private static readonly string[] Last = ["Berg", "Costa", "Dahl", "Evers", "Fischer", "Gallo", "Hoxha", "Ito", "Jansen", "Kowalski"];
    private static readonly string[] Teams = ["Engineering", "Sales", "Design", "Finance", "People", "Shared iPads", "Kiosk", "Lab"];

    private static readonly (string Platform, string[] Models, string[] Systems, double Share)[] Platforms =
    [
        ("Mac", ["MacBook Pro (14-inch, M3)", "MacBook Air (M2, 2022)", "Mac mini (M2, 2023)", "iMac (24-inch, M3)"],
            ["15.3", "15.2", "14.7", "13.6"], 0.62),
        ("iPhone", ["iPhone 15", "iPhone SE (3rd generation)"], ["18.3", "18.1", "17.7"], 0.18),
        ("iPad", ["iPad (10th generation)", "iPad Air (M2)"], ["18.3", "17.6"], 0.12),
        ("Windows", ["Surface Laptop 6"], ["24H2", "23H2"], 0.06),
        ("AppleTV", ["Apple TV 4K (3rd generation)"], ["18.3"], 0.02),
    ];

    private static readonly (string Id, string Title, FindingSeverity Severity, string Fix)[] Rules =
    [
        ("KH001", "Disk not encrypted", FindingSeverity.Critical,
            "Assign a FileVault profile to the blueprint, and have the person sign in."),
        ("KH002", "Recovery key not escrowed", FindingSeverity.High,
            "Assign the FileVault profile with key escrow; the key is replaced at the next sign-in."),
        ("KH010", "Silent for long", FindingSeverity.Medium, "Find the device, or delete its record once it is known to be gone."),
        ("KH020", "Operating system behind", FindingSeverity.Medium, "Assign a managed OS item with a deadline."),
        ("KH030", "Device of an archived user", FindingSeverity.Low, "Assign the device to somebody else, or offboard it."),
    ];

    private readonly Random _random;
    private readonly List<Device> _devices = [];
    private readonly List<PrismFileVault> _fileVault = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Blueprint> _blueprints = [];
    private readonly List<LibraryItemState> _items = [];

    private SampleFleet(string host, int seed)
    {
        Tenant = new TenantIdentity(new Uri("https://" + host));
        _random = new Random(seed);
    }

    public TenantIdentity Tenant { get; }

    /// <summary>Makes the name of a device: of its number.</summary>
    public Func<int, string>? NameOf { get; init; }

    /// <summary>A report about one tenant.</summary>
    /// <param name="devices">How many devices it has.</param>
    /// <param name="host">The API's host.</param>
    /// <param name="nameOf">Makes names of everything that a device or a person can name; null for usual names.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="gaps">Indicates whether some things could not be read.</param>
    public static TenantReport Create(
        int devices, string host = "northwind.api.kandji.io", Func<int, string>? nameOf = null, int seed = 1, bool gaps = false)
    {
        var fleet = new SampleFleet(host, seed) { NameOf = nameOf };
        for (int i = 0; i < Math.Min(Teams.Length, Math.Max(devices, 1)); i++)
            fleet._blueprints.Add(new Blueprint { Id = Id("b", i), Name = nameOf?.Invoke(i) ?? Teams[i] });
        for (int i = 0; i < devices; i++)
            fleet.AddDevice(i);
        fleet.AddItems(devices == 0 ? 0 : Math.Max(1, Math.Min(24, devices)));
        return fleet.ToReport(gaps);
    }

    /// <summary>A report about tenants.</summary>
    public static FleetReport Report(params TenantReport[] tenants) => new()
    {
        Tenants = tenants,
        MadeAt = Now,
        ModuleVersion = "1.0.0",
    };

    private TenantReport ToReport(bool gaps)
    {
        List<Finding> findings = _findings.OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal).ToList();
        const string forbidden = "The token may not read Prism (403): tick Prism > FileVault under Settings > Access.";
        const string limit = "The limit of 1,000 requests was reached.";
        return new TenantReport
        {
            Tenant = Tenant,
            Snapshot = new FleetSnapshot
            {
                Devices = FleetList<Device>.From(_devices),
                Blueprints = FleetList<Blueprint>.From(_blueprints),
                Users = FleetList<User>.From(_devices.Select(device => device.User).OfType<DeviceUser>().DistinctBy(user => user.Email)
                    .Select(user => new User { Id = user.Id, Name = user.Name, Email = user.Email, Active = true, Archived = false })
                    .ToList()),
                FileVault = gaps ? FleetList<PrismFileVault>.Missing(forbidden) : FleetList<PrismFileVault>.From(_fileVault),
                ItemStates = gaps ? FleetList<LibraryItemState>.Missing(limit, _items.Take(_items.Count / 2).ToList())
                    : FleetList<LibraryItemState>.From(_items),
                Licenses = gaps ? FleetList<License>.Missing("The token may not read Licensing (403).")
                    : FleetList<License>.From([NewLicense()]),
                Vulnerabilities = gaps ? FleetList<Vulnerability>.Missing("It was not asked for (-Fast).")
                    : FleetList<Vulnerability>.From(Enumerable.Range(0, Math.Min(12, _devices.Count)).Select(NewVulnerability).ToList()),
            },
            Rules = Rules.Select((rule, at) => new RuleResult
            {
                RuleId = rule.Id,
                Title = rule.Title,
                Severity = rule.Severity,
                Description = "A rule of a sample.",
                Fix = rule.Fix,
                NotEvaluated = gaps && at < 2 ? forbidden : null,
                Checked = gaps && at < 2 ? 0 : _devices.Count,
                Found = gaps && at < 2 ? 0 : findings.Count(finding => finding.RuleId == rule.Id),
                Unknown = at == 3 ? _devices.Count / 25 : 0,
            }).ToList(),
            Findings = gaps ? findings.Where(finding => finding.RuleId is not ("KH001" or "KH002")).ToList() : findings,
            Requests = 12 + (_devices.Count / 300),
            MadeAt = Now,
        };
    }

    private void AddDevice(int number)
    {
        double share = _random.NextDouble();
        (string platform, string[] models, string[] systems, double _) = Platforms[0];
        foreach ((string Platform, string[] Models, string[] Systems, double Share) candidate in Platforms)
        {
            (platform, models, systems, _) = candidate;
            if ((share -= candidate.Share) < 0)
                break;
        }
        string first = Pick(First), last = Pick(Last), email = $"{first}.{last}@northwind.example".ToLowerInvariant();
        Blueprint blueprint = _blueprints[number % _blueprints.Count];
        double silent = Math.Pow(_random.NextDouble(), 9) * 140;
        bool never = number % 97 == 96;
        var device = new Device
        {
            DeviceId = Id("a", number),
            DeviceName = NameOf?.Invoke(number) ?? $"{first}’s {(platform == "Mac" ? "MacBook" : platform)} ({Pick(Towns)})",
            SerialNumber = NameOf is not null && number % 5 == 4 ? NameOf(number + 1)
                : $"C02{number:D4}{(char)('A' + (number % 23))}{number * 7919 % 1000:D3}",
            Platform = platform,
            Model = NameOf?.Invoke(number + 2) ?? Pick(models),
            OsVersion = systems[(int)(Math.Pow(_random.NextDouble(), 2) * systems.Length)],
            BlueprintId = blueprint.Id,
            BlueprintName = blueprint.Name,
            User = number % 11 == 10 ? null : new DeviceUser
            {
                Id = Id("c", number % 480),
                Name = NameOf?.Invoke(number + 3) ?? $"{first} {last}",
                Email = NameOf?.Invoke(number + 4) ?? email,
            },
            LastCheckIn = never ? null : (Now.UtcDateTime - TimeSpan.FromDays(silent)).ToLocalTime(),
            MdmEnabled = true,
            IsMissing = silent > 60,
        };
        _devices.Add(device);
        if (platform == "Mac")
            AddFileVault(device, number);
        if (silent > 30 || never)
        {
            string how = never ? "has never checked in" : $"has not checked in for {(int)silent} days";
            AddFinding(device, 2, $"{device} {how}.", device.LastCheckIn);
        }
        if (device.OsVersion is "13.6" or "17.6" or "17.7" or "23H2")
            AddFinding(device, 3, $"{device} runs {platform} {device.OsVersion}; the policy asks for {systems[0]} since 2026-01-31.", null);
        if (number % 61 == 60)
            AddFinding(device, 4, $"{device} is assigned to {device.User?.Name ?? "a person"}, who is archived.", null);
    }

    private void AddFileVault(Device device, int number)
    {
        if (number % 41 == 40)
            return;
        bool on = number % 19 != 3, escrowed = number % 29 != 5;
        _fileVault.Add(new PrismFileVault { DeviceId = device.DeviceId, Status = on, KeyEscrowed = on && escrowed });
        if (!on)
            AddFinding(device, 0, $"The disk of {device} is not encrypted.", null);
        else if (!escrowed)
            AddFinding(device, 1, $"The recovery key of {device} is not escrowed.", null);
    }

    private void AddFinding(Device device, int rule, string message, DateTime? since) => _findings.Add(new Finding
    {
        RuleId = Rules[rule].Id,
        Title = Rules[rule].Title,
        Severity = Rules[rule].Severity,
        Subject = new FindingSubject
        {
            Kind = FindingSubjectKind.Device,
            Id = device.DeviceId!,
            Name = device.DeviceName,
            SerialNumber = device.SerialNumber,
        },
        Message = message,
        Since = since,
        Evidence = new ObjectList<FindingEvidence>([new FindingEvidence("LastCheckIn", device.LastCheckIn)]),
        Fix = Rules[rule].Fix,
        Origin = Tenant,
    });

    private void AddItems(int count)
    {
        string[] names =
        [
            "FileVault", "Firewall", "VPN client", "Wi-Fi", "Set wallpaper", "Slack", "Zoom", "Certificates", "Login window",
            "Printer drivers",
        ];
        for (int i = 0; i < count; i++)
        {
            var state = new LibraryItemState
            {
                Item = new FleetLibraryItem
                {
                    Kind = (FindingSubjectKind)((int)FindingSubjectKind.CustomScript + (i % 4)),
                    Id = Id("e", i),
                    Name = NameOf?.Invoke(i + 5) ?? names[i % names.Length] + (i < names.Length ? "" : " " + Pick(Towns)),
                },
                FirstFailure = i % 3 == 0 ? Now.UtcDateTime.AddDays(-i - 2).ToLocalTime() : null,
                LastEdit = i % 4 == 0 ? new LibraryItemActivity { ActivityTime = Now.UtcDateTime.AddDays(-i - 3).ToLocalTime() } : null,
            };
            foreach (Blueprint blueprint in _blueprints)
            {
                var counts = new ItemCounts();
                foreach (Device device in _devices.Where(device => device.BlueprintId == blueprint.Id))
                {
                    counts.Add(_random.Next(100) switch
                    {
                        < 2 => ComplianceState.Unknown,
                        int at when at < 5 + (i % 6) => ComplianceState.Failing,
                        < 16 => ComplianceState.Pending,
                        _ => ComplianceState.Passing,
                    });
                }
                if (counts.Total == 0)
                    continue;
                state.ByBlueprint[blueprint.Id!] = counts;
                state.Counts.Add(counts);
            }
            _items.Add(state);
        }
    }

    private License NewLicense() => new()
    {
        Counts = new LicenseCounts
        {
            ComputersCount = _devices.Count,
            MacosCount = _devices.Count(device => device.Platform == "Mac"),
            IosCount = _devices.Count(device => device.Platform == "iPhone"),
            IpadosCount = _devices.Count(device => device.Platform == "iPad"),
            TvosCount = _devices.Count(device => device.Platform == "AppleTV"),
        },
        Limits = new LicenseLimits { MaxDevices = (_devices.Count * 11 / 10) + 1, PlanType = "single_limit" },
    };

    private Vulnerability NewVulnerability(int number) => new()
    {
        CveId = $"CVE-2026-9{number:D4}",
        Severity = new[] { "Critical", "High", "Medium", "Low" }[number % 4],
        KevScore = number % 5 == 0 ? 1 : 0,
        DeviceCount = _random.Next(1, _devices.Count + 1),
        Software = new TextList([NameOf?.Invoke(number) ?? Pick(["Chrome", "Firefox", "macOS", "Zoom"])]),
        Status = "Active",
        FirstDetectionDate = Now.UtcDateTime.AddDays(-number * 6).ToLocalTime(),
    };

    private string Pick(string[] of) => of[_random.Next(of.Length)];

    private static string Id(string begin, int number) => $"{begin}0000000-0000-4000-8000-{number:D12}";
}
