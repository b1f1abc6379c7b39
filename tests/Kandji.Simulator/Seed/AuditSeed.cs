namespace Kandji.Simulator.Seed;

/// <summary>Two months of changes.</summary>
internal static class AuditSeed
{
    private const string Admin = "f1000000-0000-4000-8000-000000000001";
    private const string OtherAdmin = "f1000000-0000-4000-8000-000000000002";

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        state.Admins.Add(new SimulatedAdmin(Admin, "Ines Okafor", "ines.okafor@example.com"));
        state.Admins.Add(new SimulatedAdmin(OtherAdmin, "Jörg O’Neill", "joerg.oneill@example.com") { Role = "Account Owner" });
        state.Admins.Add(new SimulatedAdmin("f1000000-0000-4000-8000-000000000003", "", "auditor@example.com") { Role = "Auditor" });
        var now = state.Clock.GetUtcNow();
        for (var week = 8; week >= 0; week--)
        {
            var then = now - TimeSpan.FromDays(7 * week) - TimeSpan.FromHours(3);
            Add(then, "update", "blueprint", KnownFleet.EngineeringId, KnownFleet.EngineeringName, "library_items",
                ("library_items_added", new[]
            {
                new Dictionary<string, object?> { ["id"] = "e1000000-0000-4000-8000-0000000000f" + week, ["name"] = "Build tools " + week },
            }), ("library_items_removed", Array.Empty<object>()));
            Add(then.AddMinutes(9), "update", "blueprint", KnownFleet.SalesId, KnownFleet.SalesName, "parameters",
                ("parameters", Array.Empty<object>()));
            Add(then.AddMinutes(31), "update", "device", KnownFleet.MacId, KnownFleet.MacName, "", ("asset_tag", KnownFleet.MacAssetTag));
            Add(then.AddMinutes(50), "access", "device", KnownFleet.LeaverMacId, "Lef’s MacBook Air", "filevault_key");
            Add(then.AddHours(1), "update", "library_item", KnownFleet.WifiProfileId, "Wi-Fi “Northwind”", "", ("active", true),
                ("type", "profile"));
            Add(then.AddHours(1.5), "create", "tag", KnownFleet.LoanerTagId, KnownFleet.LoanerTagName, "");
            Add(then.AddHours(2), "update", "api_token", "f2000000-0000-4000-8000-000000000001", "nightly report", "",
                ("permissions", new[] { "devices.list" }));
        }

        void Add(DateTimeOffset time, string action, string type, string id, string name, string component, params (string Key,
            object? Value)[] more)
        {
            var newState = new Dictionary<string, object?>();
            foreach (var (key, value) in more)
                newState[key] = value;
            newState["name"] = name;
            state.AuditEvents.Add(new SimulatedAuditEvent(state.NextAuditId(time))
            {
                Action = action,
                OccurredAt = time,
                ActorId = state.AuditEvents.Count % 3 == 0 ? OtherAdmin : Admin,
                TargetId = id,
                TargetType = type,
                TargetComponent = component,
                NewState = newState,
                Metadata = action == "create" ? new Dictionary<string, object?> { ["source_id"] = null, ["source"] = null }
                    : new Dictionary<string, object?>(),
            });
        }
    }
}
