using System.Globalization;
using System.Text.Json.Nodes;
using Kandji.Simulator.Seed;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Shapes;

/// <summary>What Prism tells of a device, by category. The same device always tells the same, until it changes.</summary>
internal static class PrismRows
{
    private static readonly string[] CellularLine =
    [
        "carrier_settings_version", "current_carrier_network", "current_mcc", "current_mnc", "eid", "iccid", "imei", "is_data_preferred",
        "is_roaming",
        "is_voice_preferred", "label", "label_id", "phone_number", "", "subscriber_carrier_network",
    ];

    private static readonly string[] AppOnly =
    [
        "ad_hoc_code_signed", "app_store_vendable", "beta_app", "device_based_vpp", "download_canceled", "download_failed",
        "download_paused",
        "download_waiting", "dynamic_size", "external_version_identifier", "has_update_available", "installing",
    ];

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
            ["kernel_extensions"] = (d, s) => IsMac(d) && RandomFor(d, "kext").Chance(0.1) ? One(d, s, KernelExtension()) : [],
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

    /// <summary>What every row has, and then its own.</summary>
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
        var isMac = IsMac(device);
        var row = new JsonObject
        {
            ["path"] = Text(app, "path"),
            ["obtained_from"] = isMac ? Text(app, "source") : null,
            ["bundle_size"] = long.TryParse(Text(app, "bundle_size"), out var size) ? size : null,
            ["bundle_id"] = Text(app, "bundle_id"),
            ["name"] = Text(app, "app_name"),
            ["short_version"] = Text(app, "version")?.Replace(".", "", StringComparison.Ordinal) + "00",
            ["signature"] = isMac ? Text(app, "signature") : null,
        };
        foreach (var field in AppOnly)
            row[field] = isMac ? null : field == "dynamic_size" ? 8_388_608 : field == "external_version_identifier" ? 861_230_442 : false;
        row["version"] = Text(app, "version");
        row["app_clip"] = isMac ? null : false;
        row["validated"] = isMac ? null : true;
        row["executable"] = isMac ? Text(app, "app_name") : null;
        row["bundle_name"] = isMac ? Text(app, "app_name") : null;
        row["bundle_type"] = isMac ? "APPL" : null;
        row["environment_variables"] = null;
        row["compiler"] = isMac ? "com.apple.compilers.llvm.clang.1_0" : null;
        row["bundle_region"] = isMac ? "en" : null;
        row["bundle_display_name"] = null;
        row["info"] = null;
        row["minimum_system_version"] = isMac ? "12.0" : null;
        row["category"] = isMac ? "public.app-category.productivity" : null;
        row["apple_scriptable"] = isMac ? RandomFor(device, "script").Chance(0.3) : null;
        row["copyright"] = isMac ? "© Its makers" : null;
        row["developer_name"] = isMac ? "Northwind Example Apps" : null;
        row["team_id"] = isMac ? "N0RTHW1ND9" : null;
        return row;
    }

    private static string? Text(JsonObject from, string field) => from[field]?.ToString() is { Length: > 0 } text ? text : null;

    private static JsonObject Cellular(SimulatedDevice device)
    {
        var seededRandom = RandomFor(device, "cellular");
        var row = new JsonObject
        {
            ["cellular_technology"] = "GSM and CDMA",
            ["data_roaming_enabled"] = device.DataRoaming,
            ["voice_roaming_enabled"] = false,
            ["modem_firmware_version"] = "3.20.02",
            ["personal_hotspot_enabled"] = device.PersonalHotspot,
            ["meid"] = "35" + seededRandom.Text("0123456789", 12),
        };
        for (var slot = 1; slot <= 2; slot++)
        {
            foreach (var field in CellularLine)
            {
                var name = (field.Length == 0 ? "slot_" : field + "_slot_") + slot.ToString(CultureInfo.InvariantCulture);
                row[name] = slot == 2
                    ? null
                    : field switch
                    {
                        "" => "CTSubscriptionSlotOne",
                        "imei" => "35 " + seededRandom.Text("0123456789", 6) + " " + seededRandom.Text("0123456789", 6),
                        "current_carrier_network" or "subscriber_carrier_network" => "Nordfunk",
                        "phone_number" => device.Platform == DevicePlatform.iPhone ? "+49151" + seededRandom.Text("0123456789", 7) : null,
                        "is_roaming" => false,
                        "is_data_preferred" => true,
                        _ => null,
                    };
            }
        }

        return row;
    }

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
        return profiles.Select(profile =>
        {
            var id = seededRandom.Id();
            return new JsonObject
            {
                ["profile_display_name"] = profile.Name,
                ["payload_identifier"] = "com.example.profile." + id,
                ["payload_uuid"] = id,
                ["removal_passcode"] = false,
                ["encrypted"] = false,
                ["managed"] = true,
                ["profile_description"] = null,
                ["organization"] = "Northwind",
                ["removable"] = false,
                ["signed"] = true,
                ["profile_data"] = new JsonArray(new JsonObject
                {
                    ["type"] = profile.Payload,
                    ["uuid"] = seededRandom.Id(),
                    ["version"] = 1,
                    ["identifier"] = "com.example.profile." + id + "." + profile.Payload,
                    ["display_name"] = profile.Name,
                    ["organization"] = "Northwind",
                }),
            };
        });
    }

    // The service's description shows no row of this kind.
    private static JsonObject KernelExtension() => new()
    {
        ["name"] = "Scanner driver",
        ["bundle_id"] = "com.example.driver.scanner",
        ["version"] = "4.1",
        ["path"] = "/Library/Extensions/Scanner.kext",
        ["loaded"] = true,
    };

    private static IEnumerable<JsonObject> LaunchItems(SimulatedDevice device)
    {
        yield return Item("/Library/LaunchDaemons/com.example.backup.plist", "com.example.backup", "System Daemon", 3600);
        yield return Item("/Library/LaunchAgents/com.example.update.agent.plist", "com.example.update.agent", "System Agent", 7200);
        if (RandomFor(device, "launch").Chance(0.2))
            yield return Item($"/Users/{DeviceDetailsJson.Account(device)}/Library/LaunchAgents/homebrew.example.plist", "homebrew.example",
                "User Agent", null);

        JsonObject Item(string path, string label, string domain, int? interval) => new()
        {
            ["path"] = path,
            ["file_name"] = path.Split('/')[^1],
            ["label"] = label,
            ["program"] = null,
            ["run_at_load"] = true,
            ["keep_alive"] = domain == "System Daemon",
            ["disabled"] = false,
            ["is_disabled"] = false,
            ["is_loaded"] = true,
            ["group_name"] = null,
            ["user_name"] = null,
            ["standard_out_path"] = null,
            ["standard_error_path"] = null,
            ["start_interval"] = interval,
            ["program_arguments"] = $"/usr/local/bin/{label.Split('.')[^1]} --quiet",
            ["watch_paths"] = null,
            ["queue_directories"] = null,
            ["start_on_mount"] = null,
            ["root_directory"] = null,
            ["working_directory"] = null,
            ["process_type"] = null,
            ["domain"] = new JsonObject
            {
                [domain.ToLowerInvariant().Replace(' ', '_')] = new JsonObject
                {
                    ["loaded_users"] = new JsonArray(new JsonObject { ["uid"] = 501.0, ["username"] = DeviceDetailsJson.Account(device) }),
                    ["disabled_users"] = new JsonArray(),
                },
            },
            ["service_domain"] = domain,
            ["pid"] = null,
            ["user_agent_local_user"] = domain == "User Agent" ? DeviceDetailsJson.Account(device) : null,
            ["user_agent_local_user_id"] = null,
        };
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

    private static JsonObject Startup(SimulatedDevice device) => new()
    {
        ["sip"] = RandomFor(device, "sip").Chance(0.98),
        ["ssv"] = true,
        ["bootstrap_token_auth"] = false,
        ["kext_requires_bst"] = true,
        ["software_update_requires_bst"] = true,
        ["bootstrap_token_escrowed"] = true,
        ["external_boot_level"] = "allowed",
        ["secure_boot_level"] = RandomFor(device, "boot").Chance(0.95) ? "full" : "medium",
        ["any_signed_os"] = null,
        ["mdm_manages_kext"] = null,
        ["user_manages_kext"] = null,
    };

    private static JsonObject SystemExtension(SimulatedDevice device) => new()
    {
        ["path"] = "/Applications/Northwind VPN.app",
        ["identifier"] = "com.example.vpn.filter",
        ["state"] = RandomFor(device, "sysext").Chance(0.9) ? "activated_enabled" : "terminated_waiting_to_uninstall_on_reboot",
        ["name"] = "Northwind VPN filter",
        ["short_version"] = "3.2.1",
        ["bundle_version"] = "321",
        ["categories"] = "com.apple.system_extension.network_extension",
        ["bundle_path"] = "/Library/SystemExtensions/com.example.vpn.filter.systemextension",
        ["team_id"] = "N0RTHW1ND9",
        ["is_mdm_managed"] = true,
    };

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
}
