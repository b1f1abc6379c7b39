using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Routes;

/// <summary>Prism: rows by category, counts, files.</summary>
internal static class PrismRoutes
{
    // No files are made of the categories that came last.
    private static readonly string[] NotExported = ["application_firewall", "cellular", "certificates", "filevault"];

    private static readonly (string Category, string Permission)[] Categories =
    [
        ("activation_lock", "Activation lock"), ("apps", "Applications"), ("application_firewall", "Application firewall"),
        ("cellular", "Cellular"),
        ("certificates", "Certificates"), ("desktop_and_screensaver", "Desktop and Screensaver"),
        ("device_information", "Device information"),
        ("filevault", "FileVault"), ("gatekeeper_and_xprotect", "Gatekeeper and XProtect"), ("installed_profiles", "Installed profiles"),
        ("kernel_extensions", "Kernel Extensions"), ("launch_agents_and_daemons", "Launch Agents and Daemons"),
        ("local_users", "Local users"),
        ("startup_settings", "Startup settings"), ("system_extensions", "System Extensions"),
        ("transparency_database", "Transparency database"),
    ];

    public static void Register(RouteTable routes)
    {
        foreach (var (category, permission) in Categories)
            routes.Get("/api/v1/prism/" + category, permission, apiRequest => List(apiRequest, category));
        routes.Get("/api/v1/prism/count", "Count", Count);
        routes.Post("/api/v1/prism/export", "Request category export", RequestExport);
        routes.Get("/api/v1/prism/export/{export_id}", "Get category export", GetExport);
    }

    private static ApiResponse List(ApiRequest apiRequest, string category)
    {
        var rows = Select(
            apiRequest.State.Prism.Rows(category)!, apiRequest.QueryList("blueprint_ids"), apiRequest.QueryList("device_families"),
            FieldConditions.In(apiRequest), apiRequest.Query("sort_by"));
        var limit = Math.Clamp(apiRequest.QueryNumber("limit") ?? apiRequest.State.PageSizes.Data, 1, apiRequest.State.PageSizes.Data);
        var paging = apiRequest.State.Prism.Paging;
        var pagesByCursor = paging is PrismPaging.Cursor or PrismPaging.CursorAlone;
        var offset = paging == PrismPaging.CursorAlone ? null : apiRequest.QueryNumber("offset");
        var from = pagesByCursor && apiRequest.Query("cursor") is { } cursor ? ParsePosition(cursor) : offset ?? 0;
        var shown = from >= rows.Count ? [] : rows.Skip(from).Take(limit).ToArray();
        var total = apiRequest.State.Prism.TotalIsNull || paging == PrismPaging.OffsetUntold ? (int?)null : rows.Count;
        var told = offset is 0 || paging == PrismPaging.OffsetUntold ? null : offset;
        var next = from + limit < rows.Count ? CursorTo(from + limit) : null;
        return ApiResponse.Json(paging switch
        {
            PrismPaging.CursorAlone => new { cursor = next, data = shown },
            PrismPaging.DataAlone => new { data = shown },
            PrismPaging.Cursor => new { offset = told, limit, total, data = shown, cursor = next },
            PrismPaging.OffsetWithNullCursor => new { offset = told, limit, total, data = shown, cursor = (string?)null },
            _ => (object)new { offset = told, limit, total, data = shown },
        });
    }

    private static string CursorTo(int position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes("row " + position.ToString(CultureInfo.InvariantCulture)));

    private static int ParsePosition(string cursor)
    {
        try
        {
            return int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(cursor))["row ".Length..], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            throw ApiErrorException.BadRequest("Invalid cursor");
        }
    }

    private static ApiResponse Count(ApiRequest apiRequest)
    {
        var count = apiRequest.State.Prism.Count(apiRequest.Query("category") ?? "")
            ?? throw ApiErrorException.BadRequest($"Invalid category: {apiRequest.Query("category")}");
        return ApiResponse.Json(new { count, approximate = apiRequest.State.Prism.CountIsApproximate });
    }

    private static ApiResponse RequestExport(ApiRequest apiRequest)
    {
        var category = apiRequest.RequiredString("category");
        if (apiRequest.State.Prism.Rows(category) is not { } all || NotExported.Contains(category))
            throw ApiErrorException.BadRequest($"Invalid category: {category}");
        var blueprints = Strings(apiRequest, "blueprint_ids");
        var families = Strings(apiRequest, "device_families");
        var sortBy = apiRequest.OptionalString("sort_by");
        var filter = apiRequest.Json.TryGetProperty("filter", out var given) ? given.Clone() : default;
        var rows = Select(all, blueprints, families, FieldConditions.Parse(filter), sortBy);
        var export = apiRequest.State.Prism.Add(new SimulatedExport(
            category,
            new JsonObject
            {
                ["filter"] = filter.ValueKind == JsonValueKind.Object ? JsonNode.Parse(filter.GetRawText()) : new JsonObject(),
                ["columns"] = new JsonArray(),
                ["sort_by"] = sortBy ?? "",
                ["blueprint_ids"] = new JsonArray([.. (blueprints ?? []).Select(b => JsonValue.Create(b))]),
                ["device_families"] = new JsonArray([.. (families ?? []).Select(f => JsonValue.Create(f))]),
            },
            () => Csv(rows),
            apiRequest.Now));
        return ApiResponse.Json(Show(apiRequest, export), 201);
    }

    private static ApiResponse GetExport(ApiRequest apiRequest)
    {
        var export = apiRequest.State.Prism.Find(apiRequest.Part("export_id")) ?? throw ApiErrorException.NotFound();
        export.Poll(apiRequest.State);
        return ApiResponse.Json(Show(apiRequest, export));
    }

    private static object Show(ApiRequest apiRequest, SimulatedExport export) => new
    {
        id = export.Id,
        status = export.Error is not null ? "failed" : export.SignedPath is null ? "pending" : "success",
        category = export.Category,
        args = export.Args,
        error_msg = export.Error,
        path = export.SignedPath is null ? null : $"exports/northwind/{export.Category}-{export.Id}.csv",
        signed_url = export.SignedPath is null ? null : apiRequest.BaseAddress.GetLeftPart(UriPartial.Authority) + export.SignedPath,
        created_at = Times.Iso(export.CreatedAt),
        updated_at = Times.Iso(export.UpdatedAt),
    };

    private static IReadOnlyList<JsonObject> Select(
        IReadOnlyList<JsonObject> rows, IReadOnlyList<string>? blueprints, IReadOnlyList<string>? families, FieldConditions conditions,
        string? sortBy)
    {
        IEnumerable<JsonObject> found = conditions.Parse(rows);
        if (blueprints is { Count: > 0 })
            found = found.Where(row => blueprints.Contains((string)row["blueprint_id"]!, StringComparer.OrdinalIgnoreCase));
        if (families is { Count: > 0 })
            found = found.Where(row => families.Contains((string)row["device__family"]!));
        return FieldConditions.Sort([.. found], sortBy);
    }

    private static string[]? Strings(ApiRequest apiRequest, string key) =>
        apiRequest.Json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(v => v.ToString())] : null;

    private static byte[] Csv(IReadOnlyList<JsonObject> rows)
    {
        var csv = new StringBuilder();
        if (rows.Count > 0)
            csv.AppendJoin(',', rows[0].Select(p => p.Key)).Append("\r\n");
        foreach (var row in rows)
            csv.AppendJoin(',', row.Select(p => Quoted(p.Value))).Append("\r\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Quoted(JsonNode? value)
    {
        var text = value switch { null => "", JsonValue => value.ToString(), _ => value.ToJsonString(ApiResponse.JsonOptions) };
        return text.AsSpan().ContainsAny(",\"\r\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
