using System.Globalization;

namespace Kandji.Simulator.Routes;

internal static class UserRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/users", "User list", List);
        routes.Get("/api/v1/users/{user_id}", "User ID", Get);
        routes.Delete("/api/v1/users/{user_id}", "User ID", Delete);
    }

    /// <summary>Indicates whether this is the user's id, or the number that older tenants have for one.</summary>
    public static bool HasId(string id, SimulatedUser user) =>
        string.Equals(user.Id, id, StringComparison.OrdinalIgnoreCase) || user.DeprecatedId.ToString(CultureInfo.InvariantCulture) == id;

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var rows = apiRequest.State.Users.AsEnumerable();
        if (apiRequest.Query("email") is { } email)
            rows = rows.Where(u => u.Email.Contains(email, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("id") is { } id)
            rows = rows.Where(u => string.Equals(u.Id, id, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("integration_id") is { } integration)
            rows = rows.Where(u => string.Equals(u.Integration.Id, integration, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.QueryFlag("archived") is { } archived)
            rows = rows.Where(u => u.Archived == archived);
        var counts = apiRequest.State.DeviceCounts;
        return ApiResponse.Json(
            Pages.ByCursor(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Cursor, u => u.Id, u => Show(u, counts)));
    }

    private static ApiResponse Get(ApiRequest apiRequest) => ApiResponse.Json(Show(Find(apiRequest), apiRequest.State.DeviceCounts));

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var user = Find(apiRequest);
        if (apiRequest.State.DeviceCounts.CountFor(user) > 0)
            throw ApiErrorException.BadRequest("User still assigned to one or more devices.");
        apiRequest.State.Users.Remove(user.Id);
        AuditRoutes.Record(apiRequest, "delete", "user", user.Id, user.Name);
        return ApiResponse.Empty(204);
    }

    private static SimulatedUser Find(ApiRequest apiRequest) =>
        apiRequest.State.Users.TryGet(apiRequest.Part("user_id"), out var user) ? user : throw ApiErrorException.NotFound();

    private static object Show(SimulatedUser user, DeviceCounts counts) => new
    {
        active = user.Active,
        archived = user.Archived,
        created_at = Times.Iso(user.CreatedAt),
        department = user.Department,
        deprecated_user_id = user.DeprecatedId.ToString(CultureInfo.InvariantCulture),
        email = user.Email,
        id = user.Id,
        integration = new { id = user.Integration.Number, name = user.Integration.Name, uuid = user.Integration.Id,
            type = user.Integration.Type },
        job_title = user.JobTitle,
        name = user.Name,
        device_count = counts.CountFor(user),
        updated_at = Times.Iso(user.UpdatedAt),
    };
}
