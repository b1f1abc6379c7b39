using System.Globalization;
using System.Text.Json.Nodes;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.Shapes;

/// <summary>
/// The details of a device. Each platform has sections and fields of its own, and writes truth in its own way:
/// true, <c>"True"</c>, <c>"Yes"</c>, <c>""</c>, null.
/// </summary>
internal static class DeviceDetailsJson
{
    private static readonly string[] Processors = ["Apple M2 Pro", "Apple M2", "Apple M3 Pro", "Apple M4"];

    public static JsonObject Write(SimulatedDevice device, TenantState state) => device.Platform switch
    {
        DevicePlatform.Windows => Windows(device, state),
        DevicePlatform.Android => Android(device, state),
        _ => Apple(device, state),
    };

    /// <summary>Lost mode as details show it, <c>{}</c> when it is off.</summary>
    public static JsonObject LostMode(SimulatedLostMode? lost)
    {
        if (lost is null)
            return [];
        var location = lost.Location;
        return new JsonObject
        {
            ["lost_mode_status"] = lost.Status,
            ["enabled_by"] = lost.EnabledBy,
            ["enable_status_at"] = Times.Iso(lost.EnabledAt),
            ["lock_screen_message"] = lost.Message,
            ["lock_screen_phone_number"] = lost.PhoneNumber,
            ["lock_screen_footnote"] = lost.Footnote,
            ["disable_status"] = lost.DisableStatus,
            ["disabled_by"] = lost.DisabledBy,
            ["disable_status_at"] = Times.Write(lost.DisabledAt, TimeStyle.Iso),
            ["last_location_status"] = location is null ? "" : "SUCCESS",
            ["last_location_status_at"] = Times.Write(lost.LocatedAt?.AddMilliseconds(10), TimeStyle.Iso),
            ["last_location"] = location is null
                ? new JsonObject()
                : new JsonObject
                {
                    ["latitude"] = location.Value.Latitude.ToString(CultureInfo.InvariantCulture),
                    ["longitude"] = location.Value.Longitude.ToString(CultureInfo.InvariantCulture),
                },
            ["last_location_at"] = Times.Write(lost.LocatedAt, TimeStyle.Iso),
            ["sound_status"] = lost.SoundAt is null ? "" : "SUCCESS",
            ["sound_status_at"] = Times.Write(lost.SoundAt, TimeStyle.Iso),
        };
    }

    private static JsonObject Apple(SimulatedDevice device, TenantState state)
    {
        var seededRandom = SeededRandom.For(device.Id + "details");
        var isMac = device.Platform == DevicePlatform.Mac;
        var isTV = device.Platform == DevicePlatform.AppleTV;

        var mdm = new JsonObject { ["mdm_enabled"] = device.MdmEnabled ? "True" : "False" };
        if (!isTV)
            mdm["supervised"] = device.Supervised ? "True" : "False";
        mdm["install_date"] = Times.Write(device.LastEnrollment.AddMilliseconds(-161), TimeStyle.SpaceWithZone);
        mdm["last_check_in"] = Times.Write(device.LastCheckIn?.AddMinutes(-2), TimeStyle.SpaceWithZone);
        mdm["mdm_enabled_user"] = isMac ? new JsonArray(Account(device)) : [];

        var details = new JsonObject
        {
            ["general"] = AppleGeneral(device, state, seededRandom),
            ["mdm"] = mdm,
            ["activation_lock"] = new JsonObject
            {
                ["bypass_code_failed"] = false,
                ["user_activation_lock_enabled"] = isTV ? null : false,
                ["device_activation_lock_enabled"] = device.IsMobile && seededRandom.Chance(0.5),
                ["activation_lock_allowed_while_supervised"] = isTV ? null : false,
                ["activation_lock_supported"] = !isTV,
            },
            ["filevault"] = FileVault(device),
        };

        // An Apple TV has no such section; a Mac has an empty one.
        if (!isTV)
            details["lost_mode"] = LostMode(device.LostMode);

        details["automated_device_enrollment"] = device.IsMobile
            ? new JsonObject { ["auto_enroll_eligible"] = true, ["auto_enrolled"] = device.Supervised }
            : new JsonObject();
        details["kandji_agent"] = new JsonObject
        {
            ["agent_installed"] = device.AgentInstalled ? "True" : "False",
            ["install_date"] = device.AgentInstalled
                ? device.LastEnrollment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'+00:00'", CultureInfo.InvariantCulture) : "",
            ["last_check_in"] = Times.Write(device.LastCheckIn, TimeStyle.Iso),
            ["agent_version"] = device.AgentVersion,
        };
        details["hardware_overview"] = Hardware(device, seededRandom);
        details["volumes"] = Volumes(device, seededRandom);
        details["network"] = isTV
            ? new JsonObject()
            : new JsonObject
            {
                ["local_hostname"] = isMac ? "nw-" + device.SerialNumber.ToLowerInvariant() : "",
                ["mac_address"] = device.MacAddress,
                ["ip_address"] = isMac ? $"10.20.{seededRandom.Between(0, 255)}.{seededRandom.Between(2, 254)}" : "",
                ["public_ip"] = isMac ? $"203.0.113.{seededRandom.Between(1, 254)}" : "",
            };
        details["recovery_information"] = Recovery(device, seededRandom);
        details["users"] = Users(device);
        details["installed_profiles"] = Profiles(device, seededRandom);
        details["apple_business_manager"] = !device.IsMobile ? new JsonObject() : seededRandom.Chance(0.2) ? null : new JsonObject
        {
            ["model"] = device.Model,
            ["color"] = seededRandom.Pick(["SILVER", "STARLIGHT", "BLUE"]),
            ["description"] = device.Platform.ToString().ToUpperInvariant() + " 128GB",
            ["serial_number"] = device.SerialNumber,
            ["device_family"] = device.Platform.ToString(),
            ["os"] = device.Platform == DevicePlatform.iPad ? "iPadOS" : "iOS",
            ["device_assigned_date"] =
                device.FirstEnrollment.AddDays(-3).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
            ["device_assigned_by"] = "purchasing@example.com",
        };
        details["security_information"] = new JsonObject { ["remote_desktop_enabled"] = device.RemoteDesktopEnabled };
        if (!isTV)
        {
            details["cellular"] = isMac ? new JsonObject() : new JsonObject
            {
                ["voice_roaming"] = false,
                ["data_roaming"] = device.DataRoaming,
                ["personal_hotspot"] = device.PersonalHotspot,
                ["cellular_technology"] = device.IsCellular ? 3 : 0,
                ["subscriptions"] = device.IsCellular ? Subscriptions(device, seededRandom) : null,
            };
        }

        details["tags"] = Tags(device);
        return details;
    }

    private static JsonObject AppleGeneral(SimulatedDevice device, TenantState state, SeededRandom seededRandom)
    {
        var isMac = device.Platform == DevicePlatform.Mac;
        return new JsonObject
        {
            ["device_id"] = device.Id,
            ["device_name"] = device.Name,
            ["last_enrollment"] = Times.Write(device.LastEnrollment, TimeStyle.SpaceWithZone),
            ["first_enrollment"] = Times.Write(device.FirstEnrollment, TimeStyle.SpaceWithZone),
            ["model"] = device.Model,
            ["platform"] = device.Platform.ToString(),
            ["os_version"] = device.OsVersion,
            ["supplemental_build_version"] = device.BuildVersion,
            ["supplemental_os_version_extra"] = device.OsVersionExtra,
            ["system_version"] = isMac ? $"{device.OsVersion} ({device.BuildVersion})" : "",
            ["boot_volume"] = isMac ? "Macintosh HD" : "",
            ["time_since_boot"] = isMac ? seededRandom.Pick(["3 hours ago", "5 days ago", "2 weeks ago", "4 months ago"]) : "",
            ["last_user"] = isMac ? Account(device) : "",
            ["asset_tag"] = device.AssetTag,
            ["assigned_user"] = DeviceRowJson.User(device, state),
            ["blueprint_name"] = device.Blueprint.Name,
            ["blueprint_uuid"] = device.Blueprint.Id,
        };
    }

    private static JsonObject FileVault(SimulatedDevice device)
    {
        var on = device.FileVaultEnabled == true;
        return new JsonObject
        {
            ["filevault_enabled"] = device.FileVaultEnabled,
            ["filevault_recoverykey_type"] = on ? "Personal" : "",
            ["filevault_prk_escrowed"] = on,
            ["filevault_next_rotation"] = on ? Times.Write(device.LastEnrollment.AddDays(180), TimeStyle.Iso) : "",
            ["filevault_regen_required"] = false,
        };
    }

    private static JsonObject Hardware(SimulatedDevice device, SeededRandom seededRandom) => device.Platform == DevicePlatform.Mac
        ? new JsonObject
        {
            ["model_name"] = device.Model.Split(" (")[0],
            ["model_identifier"] = device.ModelIdentifier,
            ["processor_name"] = seededRandom.Pick(Processors),
            ["processor_speed"] = "",
            ["number_of_processors"] = "8",
            ["total_number_of_cores"] = seededRandom.Pick(["8", "10", "12", ""]),
            ["memory"] = seededRandom.Pick(["8 GB", "16 GB", "36 GB"]),
            ["udid"] = seededRandom.Id(),
            ["serial_number"] = device.SerialNumber,
        }
        : new JsonObject
        {
            ["uuid"] = "00008120-" + seededRandom.Text("0123456789abcdef", 16),
            ["serial_number"] = device.SerialNumber,
            ["model_identifier"] = device.ModelIdentifier,
        };

    private static JsonArray Volumes(SimulatedDevice device, SeededRandom seededRandom)
    {
        if (device.Platform == DevicePlatform.AppleTV)
            return [];
        var isMac = device.Platform == DevicePlatform.Mac;
        var capacity = isMac ? seededRandom.Pick([245.11, 494.38, 926.35]) : seededRandom.Pick([64.0, 128.0, 256.0]);
        var used = seededRandom.Between(5, 97);
        return isMac
            ? [Volume("Macintosh HD", "disk3s1s1", "No"),
                Volume("Macintosh HD - Data", "disk3s5", device.FileVaultEnabled == true ? "Yes" : "No")]
            : [Volume("", "", "")];

        JsonObject Volume(string name, string identifier, string encrypted) => new()
        {
            ["name"] = name,
            ["format"] = isMac ? "APFS" : "",
            ["percent_used"] = $"{used}%",
            ["identifier"] = identifier,
            ["capacity"] = Size(capacity),
            ["available"] = Size(capacity * (100 - used) / 100),
            ["encrypted"] = encrypted,
        };
    }

    private static string Size(double gigabytes) => gigabytes.ToString("0.0#", CultureInfo.InvariantCulture) + " GB";

    private static JsonObject Recovery(SimulatedDevice device, SeededRandom seededRandom)
    {
        var isSet = device.Platform == DevicePlatform.Mac && seededRandom.Chance(0.6);
        var recovery = new JsonObject
        {
            ["recovery_lock_enabled"] = isSet,
            ["firmware_password_exist"] = false,
            ["firmware_password_pending"] = false,
            ["password_rotation_scheduled"] = isSet ? Times.Iso(device.LastEnrollment.AddDays(400)) : null,
        };
        if (device.Platform != DevicePlatform.AppleTV)
            recovery["password_has_been_set"] = isSet;
        return recovery;
    }

    private static JsonObject Users(SimulatedDevice device)
    {
        if (device.Platform != DevicePlatform.Mac)
            return new JsonObject { ["regular_users"] = new JsonArray(), ["system_users"] = new JsonArray() };
        var regular = new JsonArray();
        foreach (var (name, uid, admin) in ((string, string, string)[])[(Account(device), "501", "Yes"), ("helpdesk", "502", "No")])
        {
            if (device.DeletedAccounts.Contains(name) || device.DeletedAccounts.Contains(""))
                continue;
            regular.Add(new JsonObject
            {
                ["username"] = name, ["uid"] = uid, ["path"] = "/Users/" + name, ["admin"] = admin,
                ["name"] = uid == "501" ? device.User?.Name ?? "" : "",
            });
        }

        return new JsonObject
        {
            ["regular_users"] = regular,
            ["system_users"] = new JsonArray(
                new JsonObject { ["username"] = "_spotlight", ["uid"] = "89", ["path"] = "/var/empty", ["admin"] = "No" },
                new JsonObject { ["username"] = "root", ["uid"] = "0", ["path"] = "/var/root", ["admin"] = "Yes" }),
        };
    }

    private static JsonArray Profiles(SimulatedDevice device, SeededRandom seededRandom)
    {
        if (device.Platform != DevicePlatform.Mac)
            return [];
        var installed = device.LastEnrollment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss' +0000'", CultureInfo.InvariantCulture);
        return
        [
            Profile("Northwind Management", "io.kandji.enrollment", ["com.apple.mdm", "com.apple.security.scep"]),
            Profile("Wi-Fi Northwind", "io.kandji.wifi", ["com.apple.wifi.managed"]),
        ];

        JsonObject Profile(string name, string identifier, string[] payloads) => new()
        {
            ["name"] = name,
            ["uuid"] = seededRandom.Id(),
            ["verified"] = "verified",
            ["identifier"] = identifier,
            ["organization"] = "Northwind",
            ["payload_types"] = new JsonArray([.. payloads.Select(p => JsonValue.Create(p))]),
            ["install_date"] = installed,
        };
    }

    private static JsonArray Subscriptions(SimulatedDevice device, SeededRandom seededRandom) =>
    [
        new JsonObject
        {
            ["slot"] = "CTSubscriptionSlotOne",
            ["imei"] = "35 " + seededRandom.Text("0123456789", 6) + " " + seededRandom.Text("0123456789", 6),
            ["iccid"] = "8949" + seededRandom.Text("0123456789", 15),
            ["phone_number"] = device.Platform == DevicePlatform.iPhone ? "+49151" + seededRandom.Text("0123456789", 7) : "",
            ["current_carrier_network"] = "Nordfunk",
            ["is_roaming"] = false,
        },
    ];

    private static JsonObject Windows(SimulatedDevice device, TenantState state)
    {
        var build = device.FullSoftwareVersion.Split('.', 3)[^1];
        JsonObject values = Values(device, state);
        values["manufacturer"] = device.Model.Split(' ')[0] switch
        {
            "ThinkPad" => "LENOVO", "Latitude" => "Dell Inc.", _ => "Microsoft Corporation",
        };
        values["full_os_version"] = device.FullSoftwareVersion;
        values["os_build"] = build;
        values["revision"] = build.Split('.')[^1];
        values["agent_installed"] = device.AgentInstalled;
        values["agent_install_date"] = Times.Iso(device.LastEnrollment.AddMinutes(9));
        values["agent_version"] = device.AgentVersion;
        values["last_check_in"] = Times.IsoOrNull(device.LastCheckIn);
        return JsonTemplate.Find("details", "windows").Fill(values, SeededRandom.For(device.Id + "details"));
    }

    private static JsonObject Android(SimulatedDevice device, TenantState state)
    {
        var seededRandom = SeededRandom.For(device.Id + "details");
        var companyOwned = seededRandom.Chance(0.7);
        JsonObject values = Values(device, state);
        values["manufacturer"] = device.Model.StartsWith("Pixel", StringComparison.Ordinal) ? "Google" : "samsung";
        values["os_version"] = device.OsVersion;
        values["api_level"] = device.ApiLevel;
        values["security_patch_level"] = device.SecurityPatchLevel;
        values["mac_address"] = device.MacAddress;
        values["management_mode"] = companyOwned ? "DEVICE_OWNER" : "PROFILE_OWNER";
        values["ownership"] = companyOwned ? "COMPANY_OWNED" : "PERSONALLY_OWNED";
        values["imei"] = companyOwned ? "35" + seededRandom.Text("0123456789", 13) : "";
        values["developer_mode"] = companyOwned ? false : null;
        return JsonTemplate.Find("details", "android").Fill(values, seededRandom);
    }

    private static JsonObject Values(SimulatedDevice device, TenantState state) => new()
    {
        ["id"] = device.Id,
        ["name"] = device.Name,
        ["serial_number"] = device.SerialNumber,
        ["model"] = device.Model,
        ["model_identifier"] = device.ModelIdentifier,
        ["first_enrollment"] = Times.Write(device.FirstEnrollment, TimeStyle.SpaceWithZone),
        ["last_enrollment"] = Times.Write(device.LastEnrollment, TimeStyle.SpaceWithZone),
        ["user"] = DeviceRowJson.User(device, state),
        ["blueprint_name"] = device.Blueprint.Name,
        ["blueprint_id"] = device.Blueprint.Id,
        ["asset_tag"] = device.AssetTag,
        ["tags"] = Tags(device),
    };

    private static JsonArray Tags(SimulatedDevice device) => [.. device.Tags.Select(t => JsonValue.Create(t.Name))];

    /// <summary>The short name of the account on a Mac.</summary>
    public static string Account(SimulatedDevice device) =>
        device.User?.Email.Split('@')[0].Replace(".", "", StringComparison.Ordinal) ?? "localadmin";
}
