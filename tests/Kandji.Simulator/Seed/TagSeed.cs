using System.Globalization;

namespace Kandji.Simulator.Seed;

internal static class TagSeed
{
    private static readonly string[] Others = ["remote", "VIP ⭐", "lease-2026", "München", "repair", "Loaner"];

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        state.Tags.Add(new SimulatedTag(KnownFleet.LoanerTagId, KnownFleet.LoanerTagName));
        state.Tags.Add(new SimulatedTag(KnownFleet.PilotTagId, KnownFleet.PilotTagName));
        foreach (var name in Others)
        {
            var id = "d1000000-0000-4000-8000-" + (state.Tags.Count + 1).ToString("x12", CultureInfo.InvariantCulture);
            state.Tags.Add(new SimulatedTag(id, name));
        }
    }
}
