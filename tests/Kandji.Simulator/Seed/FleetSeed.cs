using System.Globalization;

namespace Kandji.Simulator.Seed;

/// <summary>The fleet: first the devices of <see cref="KnownFleet"/>, then as many as were asked for.</summary>
internal static class FleetSeed
{
    // Apple's serial numbers have neither vowels nor what looks like a digit.
    private const string SerialLetters = "0123456789CDFGHJKLMNPQRTVWXY";

    private static readonly Kind[] Kinds =
    [
        new(DevicePlatform.Mac, 58,
            [("MacBook Pro (14-inch, M3 Pro)", "Mac15,6"), ("MacBook Air (13-inch, M2)", "Mac14,2"),
                ("MacBook Air (15-inch, M3)", "Mac15,13"),
             ("iMac (24-inch, 2023)", "Mac15,4"), ("Mac mini (2024)", "Mac16,10"), ("Mac Studio (2025)", "Mac16,9")],
            [new("15.6.1", "24G90"), new("15.5", "24F74"), new("14.7.7", "23H723"), new("13.7.8", "22H730"), new("26.1", "25B78"),
                new("15.3.1", "24D70", "(a)")]),
        new(DevicePlatform.iPhone, 17,
            [("iPhone 15", "iPhone15,4"), ("iPhone 16 Pro", "iPhone17,1"), ("iPhone SE (3rd generation)", "iPhone14,6"),
                ("iPhone 13 mini", "iPhone14,4")],
            [new("18.6.2", "22G100"), new("17.7.2", "21H221"), new("26.1", "23B85")]),
        new(DevicePlatform.iPad, 10,
            [("iPad (10th generation) (Wi-Fi)", "iPad13,18"), ("iPad Air 11-inch (M2) Wi-Fi + Cellular", "iPad14,9"),
                ("iPad Pro 13-inch (M4)", "iPad16,5")],
            [new("18.6.2", "22G100"), new("17.7.10", "21H450"), new("26.1", "23B85")]),
        new(DevicePlatform.AppleTV, 3,
            [("Apple TV 4K (3rd generation)", "AppleTV14,1"), ("Apple TV HD", "AppleTV5,3")],
            [new("18.6", "22M84"), new("17.6.1", "21M80")]),
        new(DevicePlatform.Windows, 8,
            [("ThinkPad T14 Gen 5", "21ML"), ("Latitude 7450", "0C9A"), ("Surface Laptop 7", "2036")],
            [new("24H2", "", Full: "10.0.26100.6899"), new("23H2", "", Full: "10.0.22631.6060")]),
        new(DevicePlatform.Android, 4,
            [("Pixel 8a", "akita"), ("Galaxy A56", "SM-A566B"), ("Galaxy Tab Active5", "SM-X306B")],
            [new("15", "", Patch: "2026-01-05", ApiLevel: "35"), new("14", "", Patch: "2025-11-01", ApiLevel: "34")]),
    ];

    private static readonly Dictionary<DevicePlatform, Kind> KindOf = Kinds.ToDictionary(k => k.Platform);

    private static readonly string[] RoomNames =
    [
        "Reception “Front”", "会議室 3F", "Boardroom 📺", "Lager/Nord", "Salle d’attente", "Lab \\ Bench 4", "Καφετέρια", "Зал-2",
        "غرفة الاجتماعات", "Tablet 🎒 01",
    ];

    private sealed record Os(string Version, string Build, string Extra = "", string Full = "", string Patch = "", string ApiLevel = "");

    private sealed record Kind(DevicePlatform Platform, int Share, (string Name, string Identifier)[] Models, Os[] Systems);

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var now = state.Clock.GetUtcNow();
        AddKnown(state, now);

        var seededRandom = new SeededRandom(options.Seed ^ 0x5EED);
        var users = state.Users.Items.Where(u => !u.Archived && !u.Id.StartsWith("c1000000", StringComparison.Ordinal)).ToArray();
        var tags = state.Tags.Items;
        var blueprints = state.Blueprints.Items.Where(b => b.Id != KnownFleet.EngineeringContractorsId).ToArray();
        var serials = new HashSet<string>(options.DeviceCount, StringComparer.Ordinal);
        for (var number = KnownFleet.DeviceCount; number < options.DeviceCount; number++)
        {
            var kind = PickKind(seededRandom);
            var serial = Serial(kind.Platform, seededRandom);
            while (!serials.Add(serial))
                serial = Serial(kind.Platform, seededRandom);

            var device = Make(
                seededRandom.Id(), serial, kind.Platform, PickBlueprint(kind.Platform, blueprints, state, seededRandom), seededRandom, now);
            device.User = kind.Platform == DevicePlatform.AppleTV || seededRandom.Chance(0.15) ? null : seededRandom.Pick(users);
            device.NoUserIsNull = device.User is null && seededRandom.Chance(0.2);
            device.Name = GetName(device, number, seededRandom);
            device.AssetTag = seededRandom.Chance(0.6) ? "NW-" + number.ToString("D5", CultureInfo.InvariantCulture) : "";
            device.Tags = seededRandom.Chance(0.7) ? []
                : seededRandom.Chance(0.8) ? [seededRandom.Pick(tags)] : [tags[0], seededRandom.Pick(tags[2..])];
            state.Devices.Add(device);
        }
    }

    private static void AddKnown(TenantState state, DateTimeOffset now)
    {
        var engineering = state.Blueprints[KnownFleet.EngineeringId];
        var sales = state.Blueprints[KnownFleet.SalesId];
        var pads = state.Blueprints[KnownFleet.SharedPadsId];
        var ada = state.Users[KnownFleet.AdaId];
        var leaver = state.Users[KnownFleet.LeaverId];

        var mac = Add(KnownFleet.MacId, KnownFleet.MacSerial, DevicePlatform.Mac, engineering, KnownFleet.MacName, ada);
        mac.Model = "MacBook Pro (14-inch, M3 Pro)";
        mac.ModelIdentifier = "Mac15,6";
        mac.AssetTag = KnownFleet.MacAssetTag;
        mac.Tags = [state.Tags[KnownFleet.PilotTagId], state.Tags[KnownFleet.LoanerTagId]];
        mac.MacAddress = "f4:d4:88:0a:1b:2c";

        var open = Add(KnownFleet.MacWithoutFileVaultId, KnownFleet.MacWithoutFileVaultSerial, DevicePlatform.Mac, engineering,
            "build-agent-07", null);
        open.FileVaultEnabled = false;
        open.Tags = [state.Tags[KnownFleet.LoanerTagId]];

        var lost = Add(KnownFleet.LostPadId, KnownFleet.LostPadSerial, DevicePlatform.iPad, pads, "Tablet 🎒 07", null);
        lost.IsCellular = true;
        lost.Model = "iPad Air 11-inch (M2) Wi-Fi + Cellular";
        lost.ModelIdentifier = "iPad14,9";
        lost.LostMode = new SimulatedLostMode
        {
            EnabledBy = "Ada Ångström",
            EnabledAt = now - TimeSpan.FromHours(20),
            Message = "Please bring me to the reception of Northwind.",
            PhoneNumber = "+49 30 5550 0140",
            Footnote = "Thank you!",
            Location = (52.51862, 13.37618),
            LocatedAt = now - TimeSpan.FromHours(19),
        };

        var phone = Add(KnownFleet.PhoneId, KnownFleet.PhoneSerial, DevicePlatform.iPhone, sales, "Ada’s iPhone", ada);
        phone.IsCellular = true;

        Add(KnownFleet.AppleTVId, KnownFleet.AppleTVSerial, DevicePlatform.AppleTV, pads, "Boardroom 📺", null);
        Add(KnownFleet.WindowsId, KnownFleet.WindowsSerial, DevicePlatform.Windows, sales, "NW-DESKTOP-31", null).NoUserIsNull = true;
        Add(KnownFleet.AndroidId, KnownFleet.AndroidSerial, DevicePlatform.Android, sales, "Pixel 8a R041", null).NoUserIsNull = true;

        Add(KnownFleet.LeaverMacId, KnownFleet.LeaverMacSerial, DevicePlatform.Mac, sales, "Lef’s MacBook Air", leaver);
        Add(KnownFleet.LeaverPhoneId, KnownFleet.LeaverPhoneSerial, DevicePlatform.iPhone, sales, "Lef’s iPhone", leaver);

        Add(KnownFleet.FirstTwinId, KnownFleet.FirstTwinSerial, DevicePlatform.Mac, sales, KnownFleet.TwinName, null);
        Add(KnownFleet.SecondTwinId, KnownFleet.SecondTwinSerial, DevicePlatform.Mac, sales, KnownFleet.TwinName, null).LastCheckIn = null;
        Add(KnownFleet.LookalikeId, KnownFleet.LookalikeSerial, DevicePlatform.Mac, engineering, "Spare “14 inch”", null).LastCheckIn =
            now - TimeSpan.FromDays(95);

        SimulatedDevice Add(
            string id, string serial, DevicePlatform platform, SimulatedBlueprint blueprint, string name, SimulatedUser? user)
        {
            var device = Make(id, serial, platform, blueprint, SeededRandom.For(id), now);
            device.Name = name;
            device.User = user;
            device.LastCheckIn = now - TimeSpan.FromMinutes(4);
            device.LastCheckInStyle = TimeStyle.Iso;
            device.IsMissing = false;
            device.IsRemoved = false;
            device.MdmEnabled = true;
            device.FileVaultEnabled = platform == DevicePlatform.Mac ? true : null;
            return state.Devices.Add(device);
        }
    }

    private static SimulatedDevice Make(
        string id, string serial, DevicePlatform platform, SimulatedBlueprint blueprint, SeededRandom seededRandom, DateTimeOffset now)
    {
        var kind = KindOf[platform];
        var (model, identifier) = seededRandom.Pick(kind.Models);
        var os = seededRandom.Pick(kind.Systems);
        var isMac = platform == DevicePlatform.Mac;
        var hasAgent = isMac || platform == DevicePlatform.Windows;
        var age = seededRandom.Time(TimeSpan.FromDays(1), TimeSpan.FromDays(1400));
        var silence = Silence(seededRandom);
        var first = now - age - silence;
        return new SimulatedDevice(id, serial, platform)
        {
            Blueprint = blueprint,
            Model = model,
            ModelIdentifier = identifier,
            OsVersion = os.Version,
            BuildVersion = os.Build,
            OsVersionExtra = os.Extra,
            FullSoftwareVersion = os.Full,
            SecurityPatchLevel = os.Patch,
            ApiLevel = os.ApiLevel,
            LastCheckIn = seededRandom.Chance(0.01) ? null : now - silence,
            LastCheckInStyle = Style(seededRandom),
            FirstEnrollment = first,
            LastEnrollment = seededRandom.Chance(0.6) ? first : first + (age * seededRandom.Fraction()),
            AgentInstalled = hasAgent,
            AgentVersion = isMac ? seededRandom.Pick(["5.2.4 (6120)", "5.2.1 (6088)", "5.0.9 (5874)"]) : hasAgent ? "1.2.00014.0001" : "",
            MdmEnabled = seededRandom.Chance(0.99),
            IsMissing = silence > TimeSpan.FromDays(30),
            IsRemoved = seededRandom.Chance(0.005),
            MacAddress = seededRandom.MacAddress(),
            FileVaultEnabled = isMac ? seededRandom.Chance(0.9) : null,
            IsCellular = platform == DevicePlatform.iPhone
                || (platform == DevicePlatform.iPad && model.Contains("Cellular", StringComparison.Ordinal)),
            RemoteDesktopEnabled = isMac ? seededRandom.Chance(0.3) : null,
        };
    }

    private static Kind PickKind(SeededRandom seededRandom)
    {
        var roll = seededRandom.Between(1, 100);
        foreach (var kind in Kinds)
        {
            roll -= kind.Share;
            if (roll <= 0)
                return kind;
        }

        return Kinds[0];
    }

    private static SimulatedBlueprint PickBlueprint(
        DevicePlatform platform, SimulatedBlueprint[] all, TenantState state, SeededRandom seededRandom) =>
        platform is DevicePlatform.iPad or DevicePlatform.AppleTV && seededRandom.Chance(0.7)
            ? state.Blueprints[KnownFleet.SharedPadsId]
            : seededRandom.Pick(all);

    private static string Serial(DevicePlatform platform, SeededRandom seededRandom) => platform switch
    {
        DevicePlatform.Windows => "PF" + seededRandom.Text("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 6),
        DevicePlatform.Android =>
            seededRandom.Text("0123456789", 5) + seededRandom.Text("ABCDEFGHJKLMNPRSTUVWXYZ", 4) + seededRandom.Text("0123456789", 5),
        _ => seededRandom.Text(SerialLetters, 10),
    };

    private static TimeSpan Silence(SeededRandom seededRandom) => seededRandom.Fraction() switch
    {
        < 0.7 => seededRandom.Time(TimeSpan.FromMinutes(1), TimeSpan.FromHours(8)),
        < 0.9 => seededRandom.Time(TimeSpan.FromHours(8), TimeSpan.FromDays(10)),
        _ => seededRandom.Time(TimeSpan.FromDays(10), TimeSpan.FromDays(200)),
    };

    private static TimeStyle Style(SeededRandom seededRandom) => seededRandom.Between(1, 100) switch
    {
        1 => TimeStyle.SpaceWithZone,
        2 => TimeStyle.SpaceWithoutZone,
        3 => TimeStyle.EmptyText,
        4 => TimeStyle.Null,
        _ => TimeStyle.Iso,
    };

    private static string GetName(SimulatedDevice device, int number, SeededRandom seededRandom)
    {
        if (device.User is { } user && seededRandom.Chance(0.8))
        {
            var quote = seededRandom.Chance(0.9) ? "’" : "'";
            var thing = device.Platform switch
            {
                DevicePlatform.Mac => device.Model[..device.Model.IndexOf(" (", StringComparison.Ordinal)],
                DevicePlatform.Windows => "PC",
                DevicePlatform.Android => device.Model,
                var apple => apple.ToString(),
            };
            return string.Concat(user.Name.AsSpan(0, user.Name.IndexOf(' ')), quote + "s ", thing);
        }

        return device.Platform switch
        {
            DevicePlatform.iPad or DevicePlatform.AppleTV => seededRandom.Pick(RoomNames),
            DevicePlatform.Windows => "NW-DESKTOP-" + number.ToString(CultureInfo.InvariantCulture),
            _ => device.Platform + "-" + device.SerialNumber,
        };
    }
}
