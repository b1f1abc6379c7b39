using System.Text.Json.Nodes;

namespace Kandji.Simulator.Health;

/// <summary>A fault for each rule, on devices and things that tests know. The tenant is one of <see cref="HealthyFleet"/>.</summary>
public static class FleetFaults
{
    private const string NewId = "a1000000-0000-4000-8000-0000000000f1";
    private const string Admin = "f1000000-0000-4000-8000-000000000001";

    /// <summary>The faults, by the ids of the rules.</summary>
    public static IReadOnlyList<FleetFault> All { get; } =
    [
        new("KH001", state => OnDevice(state, KnownFleet.MacId, device => device.FileVaultEnabled = false)),
        new("KH002", state => InPrism(state, KnownFleet.MacId, "filevault", "key_escrowed", false)),
        new("KH003", state => InPrism(state, KnownFleet.MacId, "filevault", "regeneration_needed", true)),
        new("KH004", state => InPrism(state, KnownFleet.PhoneId, "activation_lock", "bypass_code_failed", true)),
        new("KH005", state => InPrism(state, KnownFleet.MacId, "application_firewall", "status", false)),
        new("KH006", state => InPrism(state, KnownFleet.MacId, "gatekeeper_and_xprotect", "gatekeeper_status", false)),
        new("KH007", state => InPrism(state, KnownFleet.MacId, "startup_settings", "sip", false)),
        new("KH008", state => InPrism(state, KnownFleet.MacId, "startup_settings", "secure_boot_level", "off")),
        new("KH009", state => OnDevice(state, KnownFleet.MacId, device =>
            device.EditDetails = details => details["recovery_information"]!["recovery_lock_enabled"] = false)),
        new("KH010", state => OnDevice(state, KnownFleet.WindowsId, device => device.LastCheckIn = Now(state).AddDays(-31))),
        new("KH011", state => OnDevice(state, KnownFleet.MacId, device =>
            (device.LastCheckIn, device.LastEnrollment) = (null, Now(state).AddDays(-3)))),
        new("KH012", state => OnDevice(state, KnownFleet.MacId, device => device.AgentInstalled = false)),
        new("KH013", state => OnDevice(state, KnownFleet.MacId, device => device.AgentVersion = "5.0.9 (5874)")),
        new("KH014", AddDuplicate),
        new("KH015", SendUsersAway),
        new("KH016", state => OnTenant(() => state.LicensedDevices = state.Devices.Count - 1)),
        new("KH017", state => OnTenant(() => state.LicensedDevices = state.Devices.Count)),
        new("KH018", state => OnDevice(state, KnownFleet.WindowsId, device => device.OsVersion = "9.1"))
        {
            Policy = "MinimumOS = @{ Windows = '10.0'; Mac = '15.6' }",
        },
        new("KH019", FallBehind),
        new("KH020", state => OnDevice(state, KnownFleet.MacId, device =>
            device.Record.Apps = [.. device.Record.Apps.Where(app => (string?)app["bundle_id"] != "com.apple.Safari")]))
        {
            Policy = "RequiredApps = @( @{ BundleId = 'com.apple.Safari'; Name = 'Safari' } )",
        },
        new("KH021", state => AddApp(state, "Evil Torrent", "com.example.torrent", "1.0"))
        {
            Policy = "ForbiddenApps = @( @{ Name = 'Evil Torrent' } )",
        },
        new("KH022", state => AddApp(state, "Old Browser", "com.example.browser", "9.9"))
        {
            Policy = "MinimumApps = @( @{ BundleId = 'com.example.browser'; Version = '9.10' } )",
        },
        new("KH023", AddVulnerability),
        new("KH024", state =>
        {
            state.AdeIntegrations[KnownFleet.ExpiringAdeIntegrationId].ExpiresAt = Now(state).AddDays(12.5);
            return [KnownFleet.ExpiringAdeIntegrationId];
        }),
        new("KH025", state =>
        {
            state.AdeIntegrations[KnownFleet.AdeIntegrationId].BrokenReason = "FORBIDDEN";
            return [KnownFleet.AdeIntegrationId];
        }),
        new("KH026", AddAdeDeviceWithoutBlueprint),
        new("KH027", state => AddAdeDevice(state, 90, device => device.Blueprint = state.Blueprints[KnownFleet.SalesId])),
        new("KH028", state => [state.Blueprints.Add(new SimulatedBlueprint("b1000000-0000-4000-8000-0000000000f1", "Nobody")).Id]),
        new("KH029", FailItem),
        new("KH030", state =>
        {
            foreach (var blueprint in state.Blueprints)
                blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(item => item.ItemId != KnownFleet.FirstTwiceScriptId)];
            return [KnownFleet.FirstTwiceScriptId];
        }),
        new("KH031", state =>
        {
            state.AuditEvents.Add(new SimulatedAuditEvent("01HEALTH0000000000000000F1")
            {
                Action = "update", OccurredAt = Now(state).AddDays(-2), ActorId = Admin, TargetId = KnownFleet.SalesId,
                TargetType = "blueprint",
            });
            return [Admin];
        }),
        new("KH032", _ => ["KH001/C02EXAMPLE01"])
        {
            Policy = "Exclusions = @( @{ Rule = 'KH001'; Subject = 'C02EXAMPLE01'; Reason = 'Spare'; Until = '2020-01-31' } )",
        },
    ];

    private static DateTimeOffset Now(TenantState state) => state.Clock.GetUtcNow();

    private static string[] OnDevice(TenantState state, string id, Action<SimulatedDevice> damage)
    {
        damage(state.Devices[id]);
        return [id];
    }

    private static string[] InPrism(TenantState state, string id, string category, string field, JsonNode value) =>
        OnDevice(state, id, device => HealthyFleet.SetPrism(device, category, field, value));

    // The tenant's own id is its host, which tests put in the place of this.
    private static string[] OnTenant(Action damage)
    {
        damage();
        return ["{host}"];
    }

    private static string[] AddDuplicate(TenantState state)
    {
        var phone = state.Devices[KnownFleet.PhoneId];
        var older = state.Devices.Add(new SimulatedDevice(NewId, phone.SerialNumber, phone.Platform)
        {
            Blueprint = phone.Blueprint, Name = phone.Name, Model = phone.Model, ModelIdentifier = phone.ModelIdentifier,
        });
        HealthyFleet.Mend(older, Now(state));
        older.FirstEnrollment = older.LastEnrollment = Now(state).AddDays(-200);
        older.LastCheckIn = Now(state).AddDays(-20);
        return [NewId];
    }

    // Archived, inactive, and not in the directory.
    private static string[] SendUsersAway(TenantState state)
    {
        state.Users[KnownFleet.LeaverId].Archived = true;
        state.Users[KnownFleet.IdleId].Active = false;
        state.Devices[KnownFleet.MacWithoutFileVaultId].User = state.Users[KnownFleet.IdleId];
        state.Devices[KnownFleet.WindowsId].User =
            new SimulatedUser("c1000000-0000-4000-8000-0000000000f1", "Long Gone", "long.gone@example.com");
        return [KnownFleet.LeaverMacId, KnownFleet.LeaverPhoneId, KnownFleet.MacWithoutFileVaultId, KnownFleet.WindowsId];
    }

    private static string[] FallBehind(TenantState state)
    {
        var mac = state.Devices[KnownFleet.MacId];
        state.Devices[KnownFleet.FirstTwinId].Model = mac.Model;
        mac.OsVersion = "18.5.9";
        return [mac.Id];
    }

    private static string[] AddApp(TenantState state, string name, string bundleId, string version) =>
        OnDevice(state, KnownFleet.MacId, device =>
        {
            var app = (JsonObject)device.Record.Apps[0].DeepClone();
            foreach (var key in app.Select(field => field.Key).Where(key => key.EndsWith("name", StringComparison.Ordinal)).ToArray())
                app[key] = name;
            (app["bundle_id"], app["version"]) = (bundleId, version);
            device.Record.Apps = [.. device.Record.Apps, app];
        });

    private static string[] AddVulnerability(TenantState state)
    {
        var vulnerability = state.Vulnerabilities[KnownFleet.CriticalCve];
        var found = Now(state).AddDays(-40);
        vulnerability.Installations =
        [
            new(state.Devices[KnownFleet.MacId], "128.0", "/Applications/Firefox.app", found, Now(state)),
            new(state.Devices[KnownFleet.LeaverMacId], "128.0", "/Applications/Firefox.app", found, Now(state)),
        ];
        return [vulnerability.Id];
    }

    private static string[] AddAdeDeviceWithoutBlueprint(TenantState state)
    {
        var integration = state.AdeIntegrations[KnownFleet.ExpiringAdeIntegrationId];
        (integration.Blueprint, integration.UsesBlueprintRouting) = (null, false);
        return AddAdeDevice(state, 1, device => device.UsesBlueprintRouting = false);
    }

    private static string[] AddAdeDevice(TenantState state, int days, Action<SimulatedAdeDevice> change)
    {
        var device = state.AdeDevices.Add(new SimulatedAdeDevice(
            "f4000000-0000-4000-8000-0000000000f1", "C02NEWMACF01", state.AdeIntegrations[KnownFleet.ExpiringAdeIntegrationId])
        {
            Family = "Mac", Model = "MacBook Air", AssignedAt = Now(state).AddDays(-days),
        });
        change(device);
        return [device.Id];
    }

    private static string[] FailItem(TenantState state)
    {
        foreach (var item in state.Devices.SelectMany(device => device.Record.LibraryItems))
        {
            if ((string?)item["item_id"] == KnownFleet.CustomAppId)
                item["status"] = "ERROR";
        }

        return [KnownFleet.CustomAppId];
    }
}
