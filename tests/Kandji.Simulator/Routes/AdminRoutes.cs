namespace Kandji.Simulator.Routes;

/// <summary>The administrators of the tenant.</summary>
internal static class AdminRoutes
{
    public static void Register(RouteTable routes) => routes.Get("/api/v1/admins", "Admins", List);

    private static ApiResponse List(ApiRequest apiRequest) => ApiResponse.Json(
        Pages.ByCursor(apiRequest, apiRequest.State.Admins.ToArray(), apiRequest.State.PageSizes.Cursor, admin => admin.Id, Show));

    private static object Show(SimulatedAdmin admin) => new { id = admin.Id, name = admin.Name, email = admin.Email, role = admin.Role };
}
