using System;
using System.Linq;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Routes;

internal static class BlueprintRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/blueprints", "Blueprint list", List);
        routes.Get("/api/v1/blueprints/{blueprint_id}", "Blueprint ID", Get);
    }

    private static Answer List(Call call)
    {
        var rows = call.State.Blueprints.AsEnumerable();
        if (call.Query("id") is { } id)
            rows = rows.Where(b => string.Equals(b.Id, id, StringComparison.OrdinalIgnoreCase));
        if (call.QueryList("id__in") is { } ids)
            rows = rows.Where(b => ids.Contains(b.Id, StringComparer.OrdinalIgnoreCase));
        if (call.Query("name") is { } name)
            rows = rows.Where(b => b.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        var counts = call.State.DeviceCounts;
        return Answer.Json(Pages.ByOffset(call, rows.ToArray(), call.State.PageSizes.Offset, b => Show(b, counts)));
    }

    private static Answer Get(Call call) => Answer.Json(Show(Find(call), call.State.DeviceCounts));

    private static SimulatedBlueprint Find(Call call) =>
        call.State.Blueprints.TryGet(call.Part("blueprint_id"), out var blueprint) ? blueprint : throw Refusal.NotFound();

    private static object Show(SimulatedBlueprint blueprint, DeviceCounts counts) => new
    {
        id = blueprint.Id,
        name = blueprint.Name,
        icon = blueprint.Icon,
        color = blueprint.Color,
        description = blueprint.Description,
        @params = new { },
        computers_count = counts.Of(blueprint),
        enrollment_code = new { code = blueprint.EnrollmentCode, is_active = blueprint.EnrollmentCodeIsActive },
        type = blueprint.Type,
    };
}
