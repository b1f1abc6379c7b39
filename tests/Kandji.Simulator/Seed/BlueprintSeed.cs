using System.Globalization;

namespace Kandji.Simulator.Seed;

internal static class BlueprintSeed
{
    public static void Fill(TenantState state, SimulatorOptions options)
    {
        Add(KnownFleet.EngineeringId, KnownFleet.EngineeringName, "ss-code", "Laptops with developer tools");
        Add(KnownFleet.EngineeringContractorsId, KnownFleet.EngineeringContractorsName, "ss-code", "");
        Add(KnownFleet.FirstTwiceId, KnownFleet.TwiceName, "ss-lock", "Reception and warehouse");
        Add(KnownFleet.SecondTwiceId, KnownFleet.TwiceName, "ss-lock", "Trade fairs");
        Add(KnownFleet.SharedPadsId, KnownFleet.SharedPadsName, "ss-tablet", "Classrooms and meeting rooms", "map");
        Add(KnownFleet.SalesId, KnownFleet.SalesName, "ss-briefcase", "");
        Add("b1000000-0000-4000-8000-000000000007", "Vertrieb & Büro (DE)", "ss-briefcase", "Für den deutschen Vertrieb");
        Add("b1000000-0000-4000-8000-000000000008", "デザイン", "ss-pencil", "Design, Tokyo", "map");
        Add("b1000000-0000-4000-8000-000000000009", "All other devices", "ss-laptop", "", "map");

        void Add(string id, string name, string icon, string description, string type = "classic") =>
            state.Blueprints.Add(new SimulatedBlueprint(id, name)
            {
                Icon = icon,
                Color = state.Blueprints.Count % 2 == 0 ? "teal-400" : "orange-300",
                Description = description,
                Type = type,
                EnrollmentCode = (204_117 + (state.Blueprints.Count * 31_337)).ToString("D6", CultureInfo.InvariantCulture),
                EnrollmentCodeIsActive = state.Blueprints.Count != 2,
                RequiresAuthentication = id == KnownFleet.SalesId,
            });
    }
}
