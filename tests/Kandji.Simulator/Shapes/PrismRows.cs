using System.Globalization;
using System.Text.Json.Nodes;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.Shapes;

/// <summary>The rows of Prism about a device, by category. The same device always has the same rows, until it changes.</summary>
internal static class PrismRows
{
    public static IReadOnlyDictionary<string, Func<SimulatedDevice, TenantState, IEnumerable<JsonObject>>> Categories { get; } =
        new Dictionary<string, Func<SimulatedDevice, TenantState, IEnumerable<JsonObject>>>(StringComparer.Ordinal)
        {
            ["activation_lock"] = (d, s) => One(d, s, ActivationLock(d)),
            ["application_firewall"] = (d, s) => MacOnly(d, s, Firewall),
            ["apps"] = (d, s) => d.Record.Apps.Select(app => Row(d, s, App(d, app))),
            ["cellular"] = (d, s) => d.IsCellular ? One(d, s, Cellular(d)) : [],
            ["certificates"] = (d, s) => Certificates(d).Select(c => Row(d, s, c)),
            ["desktop_and_screensaver"] = (d, s) => MacOnly(d, s, Screensaver),
            ["device_information"] = (d, s) => One(d, s, Information(d)),
            ["filevault"] = (d, s) => MacOnly(d, s, FileVault),
            ["gatekeeper_and_xprotect"] = (d, s) => MacOnly(d, s, Gatekeeper),
            ["installed_profiles"] = (d, s) => Profiles(d).Select(p => Row(d, s, p)),
            ["kernel_extensions"] = (d, s) => RandomFor(d, "kext").Chance(0.1) ? MacOnly(d, s, KernelExtension) : [],
            ["launch_agents_and_daemons"] = (d, s) => IsMac(d) ? LaunchItems(d).Select(l => Row(d, s, l)) : [],
            ["local_users"] = (d, s) => IsMac(d) ? LocalUsers(d).Select(u => Row(d, s, u)) : [],
            ["startup_settings"] = (d, s) => MacOnly(d, s, Startup),
            ["system_extensions"] = (d, s) => MacOnly(d, s, SystemExtension),
            ["transparency_database"] = (d, s) => IsMac(d) ? Consents(d).Select(c => Row(d, s, c)) : [],
        };

    private static bool IsMac(SimulatedDevice device) => device.Platform == DevicePlatform.Mac;

    private static SeededRandom RandomFor(SimulatedDevice device, string what) => SeededRandom.For(device.Id + what);

    private static IEnumerable<JsonObject> MacOnly(SimulatedDevice device, TenantState state, Func<SimulatedDevice, JsonObject> own) =>
        IsMac(device) ? One(device, state, own(device)) : [];

    private static IEnumerable<JsonObject> One(SimulatedDevice device, TenantState state, JsonObject own) => [Row(device, state, own)];

    /// <summary>The fields that every row has, and then its own.</summary>
    private static JsonObject Row(SimulatedDevice device, TenantState state, JsonObject own)
    {
        var collected = device.LastCheckIn ?? device.LastEnrollment;
        var row = new JsonObject
        {
            ["device_id"] = device.Id,
            ["device__name"] = device.Name,
            ["device__family"] = device.Platform == DevicePlatform.AppleTV ? "tvOS" : device.Platform.ToString(),
            ["device__user_id"] = device.User?.DeprecatedId.ToString(CultureInfo.InvariantCulture) ?? "",
            ["device__user_name"] = device.User?.Name,
            ["device__user_email"] = device.User?.Email,
            ["blueprint_id"] = device.Blueprint.Id,
            ["blueprint_name"] = device.Blueprint.Name,
            ["tags"] = null,
            ["asset_tag"] = device.AssetTag,
            ["serial_number"] = device.SerialNumber,
            ["model_id"] = device.ModelIdentifier,
            ["count"] = null,
            ["created_at"] = Time(device.LastEnrollment.AddMinutes(2)),
            ["updated_at"] = Time(collected),
            ["last_changed_at"] = RandomFor(device, "changed").Chance(0.5) ? Time(collected.AddDays(-1)) : null,
            ["last_collected_at"] = Time(collected),
        };
        foreach (var (name, value) in own.ToArray())
        {
            own.Remove(name);
            row[name] = value;
        }

        return row;
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    private static JsonObject ActivationLock(SimulatedDevice device) => new()
    {
        ["activation_lock_supported"] = device.Platform != DevicePlatform.AppleTV,
        ["activation_lock_allowed_while_supervised"] = device.Platform == DevicePlatform.AppleTV ? null : false,
        ["device_activation_lock_enabled"] = device.IsMobile && RandomFor(device, "lock").Chance(0.5),
        ["user_activation_lock_enabled"] = device.Platform == DevicePlatform.AppleTV ? null : false,
        ["bypass_code_failed"] = false,
    };

    private static JsonObject Firewall(SimulatedDevice device)
    {
        var seededRandom = RandomFor(device, "firewall");
        return new JsonObject
        {
            ["status"] = seededRandom.Chance(0.8),
            ["block_all_incoming"] = false,
            ["logging"] = true,
            ["logging_option"] = seededRandom.Pick(["throttled", "brief", "detail"]),
            ["stealth_mode"] = seededRandom.Chance(0.5),
            ["version"] = "1.7",
            ["allow_signed_applications"] = true,
            ["unloading"] = false,
        };
    }

    private static JsonObject App(SimulatedDevice device, JsonObject app)
    {
        var values = new JsonObject(app.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, Text(app, field.Key))))
        {
            ["bundle_size"] = long.TryParse(Text(app, "bundle_size"), out var size) ? size : null,
            ["short_version"] = Text(app, "version")?.Replace(".", "", StringComparison.Ordinal) + "00",
            ["scriptable"] = RandomFor(device, "script").Chance(0.3),
        };
        return Fill(device, IsMac(device) ? "mac_app" : "mobile_app", values);
    }

    private static string? Text(JsonObject from, string field) => from[field]?.ToString() is { Length: > 0 } text ? text : null;

    private static JsonObject Cellular(SimulatedDevice device) => Fill(device, "cellular", new JsonObject
    {
        ["data_roaming"] = device.DataRoaming,
        ["personal_hotspot"] = device.PersonalHotspot,
        ["phone_number"] =
            device.Platform == DevicePlatform.iPhone ? "+49151" + RandomFor(device, "phone").Text("0123456789", 7) : null,
    });

    private static IEnumerable<JsonObject> Certificates(SimulatedDevice device)
    {
        // Two of one name are no mistake.
        string[] names = IsMac(device) ? ["com.apple.systemdefault", "Northwind Root CA", "Northwind Root CA", device.Id]
            : ["Northwind Root CA", device.Id];
        return names.Select(
            name => new JsonObject { ["common_name"] = name, ["identity_certificate"] = name == device.Id
                || name == "com.apple.systemdefault" });
    }

    private static JsonObject Screensaver(SimulatedDevice device) => new()
    {
        ["screensaver_interval"] = RandomFor(device, "screensaver").Pick([0, 300, 600, 1200]),
    };

    private static JsonObject Information(SimulatedDevice device)
    {
        var isMac = IsMac(device);
        var hostName = isMac ? "nw-" + device.SerialNumber.ToLowerInvariant() : null;
        return new JsonObject
        {
            ["device_capacity"] = isMac ? 494.0 : 128.0,
            ["host_name"] = hostName,
            ["local_hostname"] = hostName,
            ["apple_silicon"] = isMac ? true : null,
            ["model"] = device.Model.Split(" (")[0],
            ["model_name"] = device.Model,
            ["model_identifier"] = device.ModelIdentifier,
            ["shared_ipad"] = device.Platform == DevicePlatform.iPad ? false : null,
            ["cellular_technology"] = device.IsCellular ? "GSM and CDMA" : device.IsMobile ? "None" : null,
            ["data_roaming"] = device.IsCellular ? device.DataRoaming : null,
            ["hotspot"] = device.IsCellular ? device.PersonalHotspot : null,
            ["first_enrollment_date"] = Time(device.FirstEnrollment),
            ["last_enrollment_date"] = Time(device.LastEnrollment),
            ["agent_version"] = device.AgentInstalled ? device.AgentVersion : null,
            ["mdm_enabled"] = device.MdmEnabled,
            ["agent_installed"] = device.AgentInstalled,
            ["os_version"] = device.OsVersion,
            ["os_build"] = device.BuildVersion,
            ["os_name"] = null,
            ["marketing_name"] = isMac
                ? device.OsVersion.Split('.')[0] switch { "26" => "Tahoe", "15" => "Sequoia", "14" => "Sonoma", "13" => "Ventura", _ =>
                    null }
                : null,
            ["supplemental_build_version"] = device.BuildVersion,
            ["supplemental_os_version_extra"] = device.OsVersionExtra.Length > 0 ? device.OsVersionExtra : null,
            ["display_os_version"] = device.OsVersionExtra.Length > 0 ? device.OsVersion + " " + device.OsVersionExtra : device.OsVersion,
            ["last_checkin"] = device.LastCheckIn is { } seen ? Time(seen) : null,
            ["last_checkin_agent"] = device.AgentInstalled && device.LastCheckIn is { } agent ? Time(agent) : null,
            ["last_checkin_mdm"] = device.LastCheckIn is { } mdm ? Time(mdm.AddMinutes(-2)) : null,
            ["battery_health"] = isMac && device.Model.StartsWith("MacBook", StringComparison.Ordinal) ? "Normal" : null,
            ["lost_mode_status"] = device.LostMode?.Status,
        };
    }

    private static JsonObject FileVault(SimulatedDevice device)
    {
        var isOn = device.FileVaultEnabled == true;
        return new JsonObject
        {
            ["status"] = isOn,
            ["key_type"] = isOn ? "Personal" : null,
            ["key_escrowed"] = isOn,
            ["regeneration_needed"] = isOn ? false : null,
            ["scheduled_key_rotation"] = isOn ? Time(device.LastEnrollment.AddDays(180)) : null,
        };
    }

    private static JsonObject Gatekeeper(SimulatedDevice device) => new()
    {
        ["gatekeeper_status"] = RandomFor(device, "gatekeeper").Chance(0.97),
        ["trusted_developers"] = true,
        ["gatekeeper_version"] = "8.0",
        ["gatekeeper_opaque_version"] = "94",
        ["xprotect_version"] = RandomFor(device, "xprotect").Pick(["5310", "5309", "5302"]),
        ["malware_removal_tool_version"] = "1.93",
    };

    private static IEnumerable<JsonObject> Profiles(SimulatedDevice device)
    {
        var seededRandom = RandomFor(device, "profiles");
        (string Name, string Payload)[] profiles = IsMac(device)
            ? [("MDM Profile", "com.apple.mdm"), ("Wi-Fi “Northwind”", "com.apple.wifi.managed"),
                ("Firewall", "com.apple.security.firewall")]
            : [("MDM Profile", "com.apple.mdm"), ("Wi-Fi “Northwind”", "com.apple.wifi.managed")];
        JsonTemplate template = JsonTemplate.Find("prism", "installed_profile");
        return profiles.Select(profile => template.Fill(
            new JsonObject { ["id"] = seededRandom.Id(), ["name"] = profile.Name, ["payload"] = profile.Payload }, seededRandom));
    }

    private static JsonObject KernelExtension(SimulatedDevice device) => Fill(device, "kernel_extension", []);

    private static IEnumerable<JsonObject> LaunchItems(SimulatedDevice device)
    {
        yield return Item("/Library/LaunchDaemons/com.example.backup.plist", "com.example.backup", "System Daemon", 3600);
        yield return Item("/Library/LaunchAgents/com.example.update.agent.plist", "com.example.update.agent", "System Agent", 7200);
        if (RandomFor(device, "launch").Chance(0.2))
            yield return Item($"/Users/{DeviceDetailsJson.Account(device)}/Library/LaunchAgents/homebrew.example.plist", "homebrew.example",
                "User Agent", null);

        JsonObject Item(string path, string label, string domain, int? interval) => Fill(device, "launch_item", new JsonObject
        {
            ["path"] = path,
            ["file_name"] = path.Split('/')[^1],
            ["label"] = label,
            ["keep_alive"] = domain == "System Daemon",
            ["interval"] = interval,
            ["program"] = label.Split('.')[^1],
            ["domain"] = new JsonObject
            {
                [domain.ToLowerInvariant().Replace(' ', '_')] = new JsonObject
                {
                    ["loaded_users"] = new JsonArray(new JsonObject { ["uid"] = 501.0, ["username"] = DeviceDetailsJson.Account(device) }),
                    ["disabled_users"] = new JsonArray(),
                },
            },
            ["service_domain"] = domain,
            ["user"] = domain == "User Agent" ? DeviceDetailsJson.Account(device) : null,
        });
    }

    private static IEnumerable<JsonObject> LocalUsers(SimulatedDevice device)
    {
        (string Name, int Uid,
            bool IsAdmin)[] accounts = [("daemon", 1, false), (DeviceDetailsJson.Account(device), 501, true), ("helpdesk", 502, false)];
        return accounts.Where(a => !device.DeletedAccounts.Contains(a.Name)).Select(a => new JsonObject
        {
            ["uid"] = a.Uid,
            ["user_created_at"] = a.Uid < 500 ? null : Time(device.FirstEnrollment),
            ["failed_logins"] = a.Uid < 500 ? null : 0,
            ["failed_login_time"] = null,
            ["password_last_set"] = a.Uid < 500 ? null : Time(device.FirstEnrollment),
            ["generated_uid"] = a.Uid < 500 ? "FFFFEEEE-DDDD-CCCC-BBBB-AAAA00000001" : RandomFor(device, a.Name).Id().ToUpperInvariant(),
            ["directory"] = "/Local/Default",
            ["home_directory"] = a.Uid < 500 ? "/var/root" : "/Users/" + a.Name,
            ["shell"] = a.Uid < 500 ? "/usr/bin/false" : "/bin/zsh",
            ["type"] = a.IsAdmin ? "Administrator" : "Standard",
            ["hidden_user"] = false,
            ["secure_token"] = a.Uid < 500 ? null : true,
            ["filevault_user"] = a.Uid >= 500 && device.FileVaultEnabled == true,
            ["volume_owner"] = a.Uid >= 500,
            ["full_name"] = a.Uid == 501 ? device.User?.Name ?? a.Name : a.Name,
            ["username"] = a.Name,
            ["logged_in"] = a.Uid == 501,
            ["logged_in_time"] = a.Uid == 501 && device.LastCheckIn is { } seen ? Time(seen.AddHours(-3)) : null,
            ["mobile_account"] = false,
            ["home_folder_secure"] = a.Uid >= 500,
        });
    }

    private static JsonObject Startup(SimulatedDevice device) => Fill(device, "startup_settings", new JsonObject
    {
        ["sip"] = RandomFor(device, "sip").Chance(0.98),
        ["secure_boot_level"] = RandomFor(device, "boot").Chance(0.95) ? "full" : "medium",
    });

    private static JsonObject SystemExtension(SimulatedDevice device) => Fill(device, "system_extension", new JsonObject
    {
        ["state"] = RandomFor(device, "sysext").Chance(0.9) ? "activated_enabled" : "terminated_waiting_to_uninstall_on_reboot",
    });

    private static IEnumerable<JsonObject> Consents(SimulatedDevice device)
    {
        (string Service, string Application, string Reason)[] consents =
        [
            ("Camera", "us.zoom.xos", "User Consent"), ("ScreenCapture", "us.zoom.xos", "User Consent"),
            ("SystemPolicyAllFiles", "com.example.backup", "MDM Policy"),
        ];
        return consents.Select(c => new JsonObject
        {
            ["service"] = c.Service,
            ["application"] = c.Application,
            ["client_type"] = "Bundle Identifier",
            ["status"] = c.Reason == "MDM Policy" || RandomFor(device, c.Service).Chance(0.8) ? "Allowed" : "Denied",
            ["status_reason"] = c.Reason,
            ["last_modified"] = Time(device.LastEnrollment.AddDays(3)),
            ["local_user"] = c.Reason == "MDM Policy" ? null : DeviceDetailsJson.Account(device),
        });
    }

    private static JsonObject Fill(SimulatedDevice device, string template, JsonObject values) =>
        JsonTemplate.Find("prism", template).Fill(values, RandomFor(device, template));
}
