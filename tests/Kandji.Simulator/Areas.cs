using Kandji.Simulator.Routes;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator;

/// <summary>
/// All areas. A new one is a file in <c>Routes</c> with <c>Register</c>, a file in <c>State</c> that adds its collection
/// to <see cref="TenantState"/>, a file in <c>Seed</c> with <c>Fill</c>, and a line here. The data of one area may lean
/// on the data of those before it.
/// </summary>
internal static class Areas
{
    public static IReadOnlyList<Area> All { get; } =
    [
        new(BlueprintRoutes.Register, BlueprintSeed.Fill),
        new(BlueprintItemRoutes.Register),
        new(LibraryRoutes.Register, LibrarySeed.Fill),
        new(UserRoutes.Register, UserSeed.Fill),
        new(TagRoutes.Register, TagSeed.Fill),
        new(DeviceRoutes.Register, FleetSeed.Fill),
        new(DeviceRecordRoutes.Register),
        new(DeviceNoteRoutes.Register),
        new(DeviceSecretRoutes.Register),
        new(DeviceActionRoutes.Register),
        new(LostModeRoutes.Register),
        new(StoreRoutes.Register),
        new(LibraryItemRoutes.Register),
        new(BlueprintRoutingRoutes.Register, BlueprintRoutingSeed.Fill),
        new(EnrollmentRoutes.Register, EnrollmentSeed.Fill),
        new(AdminRoutes.Register),
        new(AuditRoutes.Register, AuditSeed.Fill),
        new(LicensingRoutes.Register),
        new(PrismRoutes.Register),
        new(ThreatRoutes.Register, ThreatSeed.Fill),
        new(VulnerabilityRoutes.Register, VulnerabilitySeed.Fill),
    ];
}
