using System.Text.Json.Nodes;

namespace Kandji.Simulator.Seed;

internal static class BlueprintRoutingSeed
{
    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var at = state.Clock.GetUtcNow() - TimeSpan.FromDays(30);
        var routing = state.BlueprintRouting;
        routing.AddActivity("routing_config_edited", null, at, []);
        foreach (var device in (string[])[KnownFleet.MacId, KnownFleet.PhoneId, KnownFleet.LostPadId])
        {
            at = at.AddDays(3);
            var simulated = state.Devices[device];
            routing.AddActivity("computer_enrollment", device, at, new JsonObject
            {
                ["computer"] = new JsonObject { ["id"] = device, ["name"] = simulated.Name, ["enrolled_at"] = Times.Iso(at) },
                ["enrollment_type"] = "DEP",
            });
            routing.AddActivity("routing_departure", device, at.AddSeconds(9), new JsonObject
            {
                ["is_fallback"] = false,
                ["matched_route"] =
                    new JsonObject { ["id"] = "f3000000-0000-4000-8000-000000000001", ["label"] = "By department", ["order"] = 0 },
                ["destination_blueprint"] = new JsonObject { ["id"] = simulated.Blueprint.Id, ["name"] = simulated.Blueprint.Name },
            });
        }
    }
}
