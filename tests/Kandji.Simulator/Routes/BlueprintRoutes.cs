using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using Kandji.Simulator.Http;
using Kandji.Simulator.Seed;
using Kandji.Simulator.State;

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

    private static Answer Create(Call call)
    {
        if (call.Form.GetValueOrDefault("name") is not { Length: > 0 })
            throw Refusal.Missing("name");
        if (!call.Form.ContainsKey("enrollment_code.is_active"))
            throw Refusal.Missing("enrollment_code");
        var type = call.Form.GetValueOrDefault("type") ?? "classic";
        if (type is not ("classic" or "map"))
            throw Refusal.Field("type", $"\"{type}\" is not a valid choice.");
        var blueprint = new SimulatedBlueprint(Guid.NewGuid().ToString(), "")
        {
            Type = type,
            EnrollmentCode = (call.State.Blueprints.Count * 7919 % 1_000_000).ToString("D6", CultureInfo.InvariantCulture),
        };
        switch (call.Form.GetValueOrDefault("source.type"))
        {
            case null:
                break;
            case "blueprint":
                var source = call.State.Blueprints.TryGet(call.Form.GetValueOrDefault("source.id") ?? "", out var found) ? found : throw Refusal.BadRequest("No such source.");
                if (source.Type != type)
                    throw Refusal.BadRequest("The type of the source blueprint is another.", ErrorShape.Array);
                blueprint.Icon = source.Icon;
                blueprint.Color = source.Color;
                blueprint.Description = source.Description;
                blueprint.LibraryItems = source.LibraryItems;
                blueprint.AssignmentNodes = source.AssignmentNodes;
                break;
            case "template":
                if (BlueprintTemplates.All.All(t => t.Id.ToString(CultureInfo.InvariantCulture) != call.Form.GetValueOrDefault("source.id")))
                    throw Refusal.BadRequest("No such source.");
                break;
            case var other:
                throw Refusal.Field("source.type", $"\"{other}\" is not a valid choice.");
        }

        Change(call, blueprint);
        call.State.Blueprints.Add(blueprint);
        AuditRoutes.Record(call, "create", "blueprint", blueprint.Id, blueprint.Name);
        return Answer.Json(Show(blueprint, call.State.DeviceCounts), 201);
    }

    private static Answer Update(Call call)
    {
        var blueprint = Find(call);
        Change(call, blueprint);
        AuditRoutes.Record(call, "update", "blueprint", blueprint.Id, blueprint.Name);
        return Answer.Json(new
        {
            id = blueprint.Id,
            name = blueprint.Name,
            icon = blueprint.Icon,
            color = blueprint.Color,
            description = blueprint.Description,
            @params = new { },
            computers_count = call.State.DeviceCounts.Of(blueprint),
            missing_computers_count = call.State.Devices.Count(d => d.Blueprint == blueprint && d.IsMissing),
            enrollment_code = new { code = blueprint.EnrollmentCode, is_active = blueprint.EnrollmentCodeIsActive },
        });
    }

    /// <summary>Takes over a form, all of it or nothing.</summary>
    private static void Change(Call call, SimulatedBlueprint blueprint)
    {
        var form = call.Form;
        if (form.TryGetValue("name", out var name) && call.State.Blueprints.Any(b => b != blueprint && b.Name == name))
            throw Refusal.Field("name", "A blueprint with this name exists.");
        var code = form.GetValueOrDefault("enrollment_code.code");
        if (code is not null && (code.Length != 6 || !code.All(char.IsAsciiDigit)))
            throw Refusal.Field("enrollment_code", "A code has six digits.");
        if (code is not null && call.State.Blueprints.Any(b => b != blueprint && b.EnrollmentCode == code))
            throw Refusal.Field("enrollment_code", "The code is in use.");

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

    private static Answer Delete(Call call)
    {
        var blueprint = Find(call);
        foreach (var device in call.State.Devices.Where(d => d.Blueprint == blueprint))
            call.State.Devices.Remove(device.Id);
        call.State.Blueprints.Remove(blueprint.Id);
        AuditRoutes.Record(call, "delete", "blueprint", blueprint.Id, blueprint.Name);
        return Answer.Empty(204);
    }

    private static Answer Templates(Call call) =>
        Answer.Json(Pages.ByOffset(call, BlueprintTemplates.Categories, call.State.PageSizes.Offset, c => c));

    private static Answer EnrollmentProfile(Call call)
    {
        var blueprint = Find(call);
        if (call.QueryFlag("sso") == true && blueprint.RequiresAuthentication)
            return Answer.Json(new { url = $"{Pages.WebHost}/enrollment/authentication?metadata={blueprint.EnrollmentCode}" });
        return Answer.Text(
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict><key>PayloadDisplayName</key><string>{SecurityElement.Escape(blueprint.Name)}</string></dict></plist>\n",
                "application/x-apple-aspen-config")
            .With("Content-Disposition", "attachment;filename=kandji-enroll.mobileconfig");
    }

    /// <summary>The blueprint in the path.</summary>
    public static SimulatedBlueprint Find(Call call) =>
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
