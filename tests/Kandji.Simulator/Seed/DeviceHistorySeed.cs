using System.Globalization;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Seed;

/// <summary>The history of a device before the simulation began. The same device always has the same history.</summary>
internal sealed class DeviceHistorySeed(SimulatedDevice device)
{
    private static readonly (string Command, string Request)[] AppleCommands =
    [
        ("InitialDeviceInformation", "DeviceInformation"), ("SetInitialConfiguration", "Settings"),
        ("DeviceConfigured", "DeviceConfigured"),
        ("DeviceInformation", "DeviceInformation"), ("SecurityInfo", "SecurityInfo"), ("AvailableOSUpdates", "AvailableOSUpdates"),
        ("CertificateList", "CertificateList"), ("InstallProfile", "InstallProfile"), ("DeclarativeManagement", "DeclarativeManagement"),
    ];

    internal static readonly (string Name, string Type, string Status)[] Items =
    [
        ("Wi-Fi Northwind", "profile", "success"), ("Firewall", "profile", "pending"), ("Restrictions “Standard”", "profile", "failed"),
        ("Slack", "automatic-app", "PASS"), ("Visual Studio Code", "automatic-app", "PENDING"), ("Keynote", "app-store-app", "AVAILABLE"),
        ("Clean temp folders", "custom-script", "PASS"), ("VPN client", "custom-app", "ERROR"),
        ("macOS 15 Sequoia", "macos-release", "EXCLUDED"),
        ("Threat defence", "threat-security-policy", "PENDING"),
    ];

    private static readonly (string Name, string Bundle, string Source)[] MacApps =
    [
        ("Safari", "com.apple.Safari", "Apple"), ("Calculator", "com.apple.calculator", "Apple"),
        ("Terminal", "com.apple.Terminal", "Apple"),
        ("Slack", "com.tinyspeck.slackmacgap", "Kandji"), ("Visual Studio Code", "com.microsoft.VSCode", "Identified Developer"),
        ("Firefox", "org.mozilla.firefox", "Identified Developer"), ("Keynote", "com.apple.iWork.Keynote", "Mac App Store"),
        ("Zeiterfassung 2.0 – Büro", "de.example.zeit", "Unknown"),
    ];

    private static readonly (string Name, string Bundle)[] MobileApps =
    [
        ("Slack", "com.tinyspeck.chatlyio"), ("Microsoft Outlook", "com.microsoft.Office.Outlook"), ("GoodNotes 6", "com.goodnotesapp.x"),
        ("乗換案内", "jp.example.norikae"),
    ];

    private readonly SeededRandom _seededRandom = SeededRandom.For(device.Id);

    public List<SimulatedCommand> Commands()
    {
        if (!device.IsApple)
            return [];
        var commands = new List<SimulatedCommand>();
        var at = device.LastEnrollment;
        for (var i = 0; i < 7 + _seededRandom.Between(0, 5); i++)
        {
            var (command, request) = i < 3 ? AppleCommands[i] : _seededRandom.Pick(AppleCommands);
            var failed = i > 3 && _seededRandom.Chance(0.08);
            commands.Add(new SimulatedCommand
            {
                Uuid = _seededRandom.Id(),
                CommandType = command,
                RequestType = request,
                Status = failed ? CommandStatus.Failed : CommandStatus.Completed,
                Errors = failed ? CommandProgress.Fail().Errors : [],
                Attempts = 1,
                RequestedAt = at,
                LastPushedAt = at + TimeSpan.FromSeconds(0.4),
                CompletedAt = at + TimeSpan.FromSeconds(1.3),
                Metadata = command == "SetInitialConfiguration" ? new JsonObject { ["Items"] = new JsonArray("MDMOptions") } : [],
            });
            at += _seededRandom.Time(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(40));
        }

        return commands;
    }

    public List<JsonObject> Activity(IReadOnlyList<SimulatedCommand> commands)
    {
        var id = _seededRandom.Between(1_000, 900_000);
        var entries = new List<JsonObject>
        {
            ActivityEntry(
                device,
                id,
                "enrollment",
                new JsonObject
                {
                    ["blueprint_name"] = device.Blueprint.Name,
                    ["enrollment_type"] = device.Supervised && device.IsApple ? "DEP" : "MDM",
                },
                device.LastEnrollment),
        };
        if (device.IsApple)
        {
            Add("name_changed", new JsonObject { ["to"] = device.Name, ["from"] = device.Platform.ToString() },
                device.LastEnrollment.AddSeconds(1));
            foreach (var command in commands)
            {
                Add(
                    command.Status == CommandStatus.Failed ? "mdm_command_failed" : "mdm_command_completed",
                    ActivityDetails(command),
                    command.CompletedAt ?? command.RequestedAt);
            }
        }
        else if (device.Platform == DevicePlatform.Windows)
        {
            foreach (var csp in (string[])["DevInfo", "DevDetail", "BitLocker"])
            {
                Add(
                    "device_csp_query",
                    new JsonObject { ["csp_name"] = csp, ["csp_path"] = "./" + csp, ["policy_area"] = null },
                    device.LastEnrollment.AddSeconds(4));
            }
        }
        else
        {
            Add(
                "amapi_policy_update_success",
                new JsonObject
                {
                    ["library_item_id"] = _seededRandom.Id(),
                    ["last_policy_update"] = Times.Write(device.LastEnrollment.AddMinutes(14), TimeStyle.Iso),
                    ["library_item_details"] = new JsonObject
                    {
                        ["type"] = "android-config", ["deleted"] = false, ["identifier"] = "restrictions",
                        ["display_name"] = "Phones: camera",
                    },
                    ["policy_fragment_json"] = new JsonObject { ["cameraAccess"] = "CAMERA_ACCESS_DISABLED" },
                },
                device.LastEnrollment.AddMinutes(14));
        }

        return entries;

        void Add(string type, JsonObject details, DateTimeOffset at) => entries.Add(ActivityEntry(device, ++id, type, details, at));
    }

    public List<SimulatedNote> Notes()
    {
        if (!_seededRandom.Chance(0.3) && device.Id != KnownFleet.MacId)
            return [];
        var at = device.LastEnrollment.AddDays(1);
        return
        [
            new SimulatedNote
            {
                Id = _seededRandom.Id(), Author = "Ada Ångström", Content = "<p>Hinge is loose, still usable.&nbsp;</p>",
                CreatedAt = at, UpdatedAt = at,
            },
        ];
    }

    public IReadOnlyList<JsonObject> LibraryItems()
    {
        var number = _seededRandom.Between(1_000, 200_000_000) * 10L;
        var items = new List<JsonObject>();
        foreach (var (name, type, status) in Items)
        {
            if (!device.IsApple || (device.Platform != DevicePlatform.Mac && type is not ("profile" or "app-store-app")))
                continue;
            var reported = status is "PENDING" or "pending" or "AVAILABLE" ? null : Times.Write(device.LastCheckIn, TimeStyle.Iso);
            var item = new JsonObject
            {
                ["id"] = number++,
                ["status"] = status,
                ["reported_at"] = string.IsNullOrEmpty(reported) ? null : reported,
                ["log"] = status switch
                {
                    "PASS" => $"Checked {name}\nNothing to do.",
                    "ERROR" => $"Fetching {name}\nThe disk is full.",
                    "pending" => "",
                    _ => null,
                },
                ["last_audit_run"] = type == "profile" ? Times.Write(device.LastEnrollment, TimeStyle.Iso) : null,
                ["last_audit_log"] = type == "profile" ? "The profile is on its way." : null,
                ["control_log"] = null,
                ["control_reported_at"] = null,
                ["item_id"] = LibrarySeed.FindId(name),
                ["name"] = name,
                ["type"] = type,
                ["computer"] = new JsonObject { ["id"] = device.Id, ["name"] = device.Name },
                ["blueprint"] = new JsonObject { ["id"] = device.Blueprint.Id, ["name"] = device.Blueprint.Name },
                ["rules_present"] = type == "custom-app",
            };
            if (type == "threat-security-policy")
            {
                item["edr_status"] = new JsonObject
                {
                    ["status"] = "enabled",
                    ["malware_posture"] = "Protect",
                    ["pup_posture"] = "Detect",
                    ["last_baseline_scan"] = Times.Write(device.LastEnrollment.AddHours(2), TimeStyle.Spoken),
                    ["next_baseline_scan"] = Times.Write(device.LastEnrollment.AddDays(28), TimeStyle.Spoken),
                    ["baseline_scan_runtime"] = "281,406 files in 2 minutes, 9 seconds.",
                };
            }

            items.Add(item);
        }

        return items;
    }

    public IReadOnlyList<JsonObject> Parameters() => device.Platform != DevicePlatform.Mac
        ? []
        :
        [
            Parameter("Turn on the firewall", "PASS", "Security", "Network"),
            Parameter("Lock the screen after 10 minutes", "PENDING", "Security", "Screen"),
            Parameter("Forbid the “guest” account", "ERROR", "Accounts", "Local accounts"),
        ];

    public IReadOnlyList<JsonObject> Apps() => device.Platform switch
    {
        DevicePlatform.Mac => [.. MacApps.Select(MacApp)],
        DevicePlatform.iPhone or DevicePlatform.iPad => [.. MobileApps.Select(MobileApp)],
        DevicePlatform.Windows =>
        [
            WindowsApp("7-Zip 24.08 (x64)", "7-Zip 24.08", "Igor Pavlov", "{23170F69-40C1-2702-2408-000001000000}", "24.08.00.0", "Msi"),
            WindowsApp("Contoso.Timesheets", "Timesheets", "CN=Contoso, O=Contoso, C=DE", "", "3.1.7.0", "AppxMsix"),
        ],
        DevicePlatform.Android =>
        [
            AndroidApp("Chrome", "com.android.chrome", "SYSTEM_APP_UPDATED_VERSION"),
            AndroidApp("Outlook", "com.microsoft.office.outlook", "INSTALLED_FROM_PLAY_STORE"),
        ],
        _ => [],
    };

    public DeviceSecrets Secrets()
    {
        const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
        var isMac = device.Platform == DevicePlatform.Mac;
        return new DeviceSecrets(
            device.IsApple ? Groups(6, "-") : null,
            device.IsApple ? Groups(6, "-") : null,
            isMac && device.FileVaultEnabled == true ? Groups(6, "-") : null,
            isMac ? Groups(5, "-") : null);

        string Groups(int count, string between) =>
            string.Join(between, Enumerable.Range(0, count).Select(_ => _seededRandom.Text(Letters, 4)));
    }

    /// <summary>An entry of the activity, which keeps the device's name and blueprint as they were.</summary>
    public static JsonObject ActivityEntry(SimulatedDevice device, int id, string type, JsonObject details, DateTimeOffset at)
    {
        var entry = new JsonObject
        {
            ["id"] = id,
            ["created_at"] = Times.Iso(at),
            ["action_type"] = type,
            ["details"] = details,
            ["computer"] = new JsonObject { ["id"] = device.Id, ["name"] = device.Name, ["is_removed"] = device.IsRemoved },
            ["blueprint"] = type == "name_changed"
                ? null
                : new JsonObject { ["id"] = device.Blueprint.Id, ["name"] = device.Blueprint.Name, ["is_removed"] = false },
            ["user"] = null,
        };

        // Keys that came to the service one after the other, and not for all platforms at once.
        if (!device.IsApple || device.Platform == DevicePlatform.iPad)
            entry["external_token"] = null;
        if (device.Platform == DevicePlatform.iPad)
            entry["blueprint_routing"] = false;
        return entry;
    }

    public static JsonObject ActivityDetails(SimulatedCommand command) => new()
    {
        ["user"] = null,
        ["uuid"] = command.Uuid,
        ["status"] = (int)command.Status,
        ["attempts"] = command.Attempts,
        ["metadata"] = command.Metadata.DeepClone(),
        ["priority"] = 0,
        ["username"] = null,
        ["is_silent"] = false,
        ["error_chain"] = Errors(command),
        ["last_pushed"] = Times.IsoOrNull(command.LastPushedAt),
        ["command_type"] = command.CommandType,
        ["profile_name"] = null,
        ["profile_uuid"] = null,
        ["request_type"] = command.RequestType,
        ["date_completed"] = Times.IsoOrNull(command.CompletedAt),
        ["date_requested"] = Times.Iso(command.RequestedAt),
        ["request_requires_network_tether"] = false,
    };

    public static JsonArray Errors(SimulatedCommand command) =>
    [
        .. command.Errors.Select(e => new JsonObject
        {
            ["code"] = e.Code,
            ["domain"] = e.Domain,
            ["localized_description"] = e.Description,
            ["us_english_description"] = e.Description,
        }),
    ];

    private static JsonObject Parameter(string name, string status, string category, string subcategory) => new()
    {
        ["status"] = status, ["item_id"] = SeededRandom.For(name).Id(), ["name"] = name, ["category"] = category,
        ["subcategory"] = subcategory,
    };

    private JsonObject MacApp((string Name, string Bundle, string Source) app) => new()
    {
        ["app_id"] = _seededRandom.Between(1_000, 99_999).ToString(CultureInfo.InvariantCulture),
        ["app_name"] = app.Name,
        ["bundle_id"] = app.Bundle,
        ["bundle_size"] = _seededRandom.Between(1, 900).ToString(CultureInfo.InvariantCulture),
        ["app_store_vendable"] = "",
        ["device_based_vpp"] = "",
        ["source"] = app.Source,
        ["process"] = app.Name,
        ["signature"] = app.Source == "Unknown" ? "" : "Developer ID Certification Authority, Apple Root CA",
        ["creation_date"] = Times.Iso(device.LastEnrollment.AddHours(1)),
        ["modification_date"] = Times.Iso(device.LastEnrollment.AddDays(2)),
        ["path"] = $"/Applications/{app.Name}.app",
        ["version"] = $"{_seededRandom.Between(1, 30)}.{_seededRandom.Between(0, 9)}",
    };

    private JsonObject MobileApp((string Name, string Bundle) app) => new()
    {
        ["app_id"] = _seededRandom.Id(),
        ["app_name"] = app.Name,
        ["bundle_id"] = app.Bundle,
        ["bundle_size"] = _seededRandom.Between(9_000_000, 700_000_000).ToString(CultureInfo.InvariantCulture),
        ["app_store_vendable"] = _seededRandom.Chance(0.5) ? "True" : "False",
        ["device_based_vpp"] = "True",
        ["source"] = "",
        ["process"] = "",
        ["signature"] = "",
        ["creation_date"] = "",
        ["modification_date"] = "",
        ["path"] = "",
        ["version"] = _seededRandom.Between(1, 300).ToString(CultureInfo.InvariantCulture),
    };

    private static JsonObject WindowsApp(
        string name, string display, string publisher, string product, string version, string type) => new()
    {
        ["name"] = name,
        ["display_name"] = display,
        ["publisher"] = publisher,
        ["publisher_display_name"] = publisher.Split(',')[0].Replace("CN=", "", StringComparison.Ordinal),
        ["product_code"] = product,
        ["version"] = version,
        ["architecture"] = "x64",
        ["installed_path"] = @"C:\Program Files\" + display,
        ["application_type"] = type,
    };

    private JsonObject AndroidApp(string display, string package, string source) => new()
    {
        ["display_name"] = display,
        ["package_name"] = package,
        ["version_name"] = $"{_seededRandom.Between(1, 130)}.0.{_seededRandom.Between(1, 7000)}",
        ["application_source"] = source,
        ["installer_package_name"] = source.Contains("PLAY", StringComparison.Ordinal) ? "com.android.vending" : "",
        ["sha256_hash"] = _seededRandom.Text("0123456789abcdef", 64),
        ["sha1_hashes"] = new JsonArray(_seededRandom.Text("0123456789abcdef", 40)),
    };
}
