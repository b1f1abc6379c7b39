using System.Globalization;
using System.Security;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.Routes;

internal static class BlueprintRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/blueprints", "Blueprint list", List);
        routes.Post("/api/v1/blueprints", "Create Blueprint", Create);
        routes.Get("/api/v1/blueprints/templates", "Get Blueprint Templates", Templates);
        routes.Get("/api/v1/blueprints/{blueprint_id}", "Blueprint ID", Get);
        routes.Patch("/api/v1/blueprints/{blueprint_id}", "Update Blueprint", Update);
        routes.Delete("/api/v1/blueprints/{blueprint_id}", "Delete Blueprint", Delete);
        routes.Get("/api/v1/blueprints/{blueprint_id}/ota-enrollment-profile", "Get Manual Enrollment Profile", EnrollmentProfile);
    }

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var rows = apiRequest.State.Blueprints.AsEnumerable();
        if (apiRequest.Query("id") is { } id)
            rows = rows.Where(b => string.Equals(b.Id, id, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.QueryList("id__in") is { } ids)
            rows = rows.Where(b => ids.Contains(b.Id, StringComparer.OrdinalIgnoreCase));
        if (apiRequest.Query("name") is { } name)
            rows = rows.Where(b => b.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        var counts = apiRequest.State.DeviceCounts;
        return ApiResponse.Json(Pages.ByOffset(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Offset, b => Show(b, counts)));
    }

    private static ApiResponse Get(ApiRequest apiRequest) => ApiResponse.Json(Show(Find(apiRequest), apiRequest.State.DeviceCounts));

    private static ApiResponse Create(ApiRequest apiRequest)
    {
        if (apiRequest.Form.GetValueOrDefault("name") is not { Length: > 0 })
            throw ApiErrorException.Missing("name");
        if (!apiRequest.Form.ContainsKey("enrollment_code.is_active"))
            throw ApiErrorException.Missing("enrollment_code");
        var type = apiRequest.Form.GetValueOrDefault("type") ?? "classic";
        if (type is not ("classic" or "map"))
            throw ApiErrorException.Field("type", $"\"{type}\" is not a valid choice.");
        var blueprint = new SimulatedBlueprint(Guid.NewGuid().ToString(), "")
        {
            Type = type,
            EnrollmentCode = (apiRequest.State.Blueprints.Count * 7919 % 1_000_000).ToString("D6", CultureInfo.InvariantCulture),
        };
        switch (apiRequest.Form.GetValueOrDefault("source.type"))
        {
            case null:
                break;
            case "blueprint":
                var source = apiRequest.State.Blueprints.TryGet(apiRequest.Form.GetValueOrDefault("source.id") ?? "", out var found) ? found
                    : throw ApiErrorException.BadRequest("No such source.");
                if (source.Type != type)
                    throw ApiErrorException.BadRequest("The type of the source blueprint is another.", ErrorShape.Array);
                blueprint.Icon = source.Icon;
                blueprint.Color = source.Color;
                blueprint.Description = source.Description;
                blueprint.LibraryItems = source.LibraryItems;
                blueprint.AssignmentNodes = source.AssignmentNodes;
                break;
            case "template":
                if (BlueprintTemplates.All.All(
                    t => t.Id.ToString(CultureInfo.InvariantCulture) != apiRequest.Form.GetValueOrDefault("source.id")))
                    throw ApiErrorException.BadRequest("No such source.");
                break;
            case var other:
                throw ApiErrorException.Field("source.type", $"\"{other}\" is not a valid choice.");
        }

        Change(apiRequest, blueprint);
        apiRequest.State.Blueprints.Add(blueprint);
        AuditRoutes.Record(apiRequest, "create", "blueprint", blueprint.Id, blueprint.Name);
        return ApiResponse.Json(Show(blueprint, apiRequest.State.DeviceCounts), 201);
    }

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var blueprint = Find(apiRequest);
        Change(apiRequest, blueprint);
        AuditRoutes.Record(apiRequest, "update", "blueprint", blueprint.Id, blueprint.Name);
        return ApiResponse.Json(new
        {
            id = blueprint.Id,
            name = blueprint.Name,
            icon = blueprint.Icon,
            color = blueprint.Color,
            description = blueprint.Description,
            @params = blueprint.Params,
            computers_count = apiRequest.State.DeviceCounts.CountFor(blueprint),
            missing_computers_count = apiRequest.State.Devices.Count(d => d.Blueprint == blueprint && d.IsMissing),
            enrollment_code = new { code = blueprint.EnrollmentCode, is_active = blueprint.EnrollmentCodeIsActive },
        });
    }

    /// <summary>Takes over a form, all of it or nothing.</summary>
    private static void Change(ApiRequest apiRequest, SimulatedBlueprint blueprint)
    {
        var form = apiRequest.Form;
        if (form.TryGetValue("name", out var name) && apiRequest.State.Blueprints.Any(b => b != blueprint && b.Name == name))
            throw ApiErrorException.Field("name", "A blueprint with this name exists.");
        var code = form.GetValueOrDefault("enrollment_code.code");
        if (code is not null && (code.Length != 6 || !code.All(char.IsAsciiDigit)))
            throw ApiErrorException.Field("enrollment_code", "A code has six digits.");
        if (code is not null && apiRequest.State.Blueprints.Any(b => b != blueprint && b.EnrollmentCode == code))
            throw ApiErrorException.Field("enrollment_code", "The code is in use.");

        blueprint.Name = name ?? blueprint.Name;
        blueprint.Description = form.GetValueOrDefault("description") ?? blueprint.Description;
        blueprint.EnrollmentCode = code ?? blueprint.EnrollmentCode;
        if (form.TryGetValue("enrollment_code.is_active", out var isActive))
            blueprint.EnrollmentCodeIsActive = isActive == "true";
        if (blueprint.Type == "map")
            return;
        blueprint.Icon = form.GetValueOrDefault("icon") ?? blueprint.Icon;
        blueprint.Color = form.GetValueOrDefault("color") ?? blueprint.Color;
    }

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var blueprint = Find(apiRequest);
        foreach (var device in apiRequest.State.Devices.Where(d => d.Blueprint == blueprint))
            apiRequest.State.Devices.Remove(device.Id);
        apiRequest.State.Blueprints.Remove(blueprint.Id);
        AuditRoutes.Record(apiRequest, "delete", "blueprint", blueprint.Id, blueprint.Name);
        return ApiResponse.Empty(204);
    }

    private static ApiResponse Templates(ApiRequest apiRequest) =>
        ApiResponse.Json(Pages.ByOffset(apiRequest, BlueprintTemplates.Categories, apiRequest.State.PageSizes.Offset, c => c));

    private static ApiResponse EnrollmentProfile(ApiRequest apiRequest)
    {
        var blueprint = Find(apiRequest);
        if (apiRequest.QueryFlag("sso") == true && blueprint.RequiresAuthentication)
            return ApiResponse.Json(new { url = $"{Pages.WebHost}/enrollment/authentication?metadata={blueprint.EnrollmentCode}" });
        return ApiResponse.Text(
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist "
                    + $"version=\"1.0\"><dict><key>PayloadDisplayName</key>"
                    + $"<string>{SecurityElement.Escape(blueprint.Name)}</string></dict></plist>\n",
                "application/x-apple-aspen-config")
            .With("Content-Disposition", "attachment;filename=kandji-enroll.mobileconfig");
    }

    /// <summary>The blueprint in the path.</summary>
    public static SimulatedBlueprint Find(ApiRequest apiRequest) =>
        apiRequest.State.Blueprints.TryGet(apiRequest.Part("blueprint_id"), out var blueprint) ? blueprint
        : throw ApiErrorException.NotFound();

    private static object Show(SimulatedBlueprint blueprint, DeviceCounts counts) => new
    {
        id = blueprint.Id,
        name = blueprint.Name,
        icon = blueprint.Icon,
        color = blueprint.Color,
        description = blueprint.Description,
        @params = blueprint.Params,
        computers_count = counts.CountFor(blueprint),
        enrollment_code = new { code = blueprint.EnrollmentCode, is_active = blueprint.EnrollmentCodeIsActive },
        type = blueprint.Type,
    };
}
