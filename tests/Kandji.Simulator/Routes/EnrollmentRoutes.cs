using System.Globalization;
using System.Text;

namespace Kandji.Simulator.Routes;

/// <summary>Automated Device Enrollment: connections with Apple, and the devices that Apple knows.</summary>
internal static class EnrollmentRoutes
{
    private const string Root = "/api/v1/integrations/apple/ade";

    // Any certificate in form; it opens nothing.
    private const string PublicKey = """
        -----BEGIN CERTIFICATE-----
        Tm9ydGh3aW5kIHNpbXVsYXRlcyBhIHB1YmxpYyBrZXksIHdoaWNoIG9wZW5zIG5vdGhpbmcu
        -----END CERTIFICATE-----

        """;

    public static void Register(RouteTable routes)
    {
        routes.Get(Root + "/public_key", "Download ADE public key", _ => ApiResponse.Text(PublicKey, "application/x-pem-file"));
        routes.Get(Root, "List ADE integrations", List);
        routes.Post(Root, "Create ADE integration", Create);
        routes.Get(Root + "/{ade_token_id}", "Get ADE integration", apiRequest => ApiResponse.Json(Show(apiRequest, Find(apiRequest))));
        routes.Patch(Root + "/{ade_token_id}", "Update ADE integration", Update);
        routes.Post(Root + "/{ade_token_id}/renew", "Renew ADE integration", Renew);
        routes.Delete(Root + "/{ade_token_id}", "Delete ADE integration", Delete);
        routes.Get(Root + "/{ade_token_id}/devices", "List devices associated to ADE token", ListIntegrationDevices);
        routes.Get(Root + "/devices", "List ADE devices", ListDevices);
        routes.Get(Root + "/devices/{device_id}", "Get ADE device", apiRequest => ApiResponse.Json(ShowOne(FindDevice(apiRequest))));
        routes.Patch(Root + "/devices/{device_id}", "Update ADE device", UpdateDevice);
    }

    private static ApiResponse List(ApiRequest apiRequest) =>
        ApiResponse.Json(
            Pages.ByNumber(apiRequest, apiRequest.State.AdeIntegrations.Items, apiRequest.State.PageSizes.Page, i => Show(apiRequest, i)));

    private static ApiResponse Create(ApiRequest apiRequest)
    {
        var form = Fields(apiRequest);
        var (name, token) = Token(apiRequest);
        var integration = new SimulatedAdeIntegration(Guid.NewGuid().ToString(), name.Split("_Token")[0].Split('.')[0]);
        Apply(apiRequest, integration, form);
        TakeToken(apiRequest, integration, name, token);
        apiRequest.State.AdeIntegrations.Add(integration);
        AuditRoutes.Record(apiRequest, "create", "ade_integration", integration.Id, integration.ServerName);
        return ApiResponse.Json(Show(apiRequest, integration));
    }

    private static ApiResponse Renew(ApiRequest apiRequest)
    {
        var integration = Find(apiRequest);
        var form = Fields(apiRequest);
        var (name, token) = Token(apiRequest);
        Apply(apiRequest, integration, form);
        TakeToken(apiRequest, integration, name, token);
        AuditRoutes.Record(apiRequest, "update", "ade_integration", integration.Id, integration.ServerName);
        return ApiResponse.Json(Show(apiRequest, integration));
    }

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var integration = Find(apiRequest);
        Apply(apiRequest, integration, new Dictionary<string, string?>
        {
            ["blueprint_id"] = apiRequest.OptionalString("blueprint_id"),
            ["use_blueprint_routing"] = apiRequest.OptionalFlag("use_blueprint_routing") == true ? "true" : null,
            ["phone"] = apiRequest.RequiredString("phone"),
            ["email"] = apiRequest.RequiredString("email"),
        });
        AuditRoutes.Record(apiRequest, "update", "ade_integration", integration.Id, integration.ServerName);
        return ApiResponse.Json(Show(apiRequest, integration));
    }

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var integration = Find(apiRequest);
        foreach (var device in apiRequest.State.AdeDevices.Items.Where(d => d.Integration == integration))
            apiRequest.State.AdeDevices.Remove(device.Id);
        apiRequest.State.AdeIntegrations.Remove(integration.Id);
        AuditRoutes.Record(apiRequest, "delete", "ade_integration", integration.Id, integration.ServerName);
        return ApiResponse.Empty(204);
    }

    private static ApiResponse ListIntegrationDevices(ApiRequest apiRequest)
    {
        var integration = Find(apiRequest);
        var rows = apiRequest.State.AdeDevices.Items.Where(d => d.Integration == integration).ToArray();
        return ApiResponse.Json(Pages.ByNumber(apiRequest, rows, apiRequest.State.PageSizes.Page, Show));
    }

    private static ApiResponse ListDevices(ApiRequest apiRequest)
    {
        var rows = apiRequest.State.AdeDevices.AsEnumerable();
        if (apiRequest.Query("blueprint_id") is { } blueprint)
            rows = rows.Where(d => d.Blueprint?.Id.Contains(blueprint, StringComparison.OrdinalIgnoreCase) ?? false);
        if (apiRequest.Query("user_id") is { } user)
            rows = rows.Where(d => d.User is not null && UserRoutes.HasId(user, d.User));
        if (apiRequest.Query("dep_account") is { } account)
            rows = rows.Where(d => d.Integration.Id.Equals(account, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("device_family") is { } family)
            rows = rows.Where(d => d.Family == family);
        if (apiRequest.Query("model") is { } model)
            rows = rows.Where(d => d.Model.Contains(model, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("os") is { } os)
            rows = rows.Where(d => d.System == os);
        if (apiRequest.Query("profile_status") is { } status)
            rows = rows.Where(d => GetStatus(d) == status);
        if (apiRequest.Query("serial_number") is { } serial)
            rows = rows.Where(d => d.SerialNumber.Contains(serial, StringComparison.OrdinalIgnoreCase));
        return ApiResponse.Json(Pages.ByNumber(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Page, Show));
    }

    private static ApiResponse UpdateDevice(ApiRequest apiRequest)
    {
        var device = FindDevice(apiRequest);
        var blueprint = device.Blueprint;
        if (apiRequest.OptionalString("blueprint_id") is { } id)
            blueprint = apiRequest.State.Blueprints.TryGet(id, out var found) ? found
                : throw ApiErrorException.Field("blueprint_id", "Blueprint not found.");
        else if (apiRequest.OptionalFlag("use_blueprint_routing") == true)
            blueprint = null;
        var user = device.User;
        if (apiRequest.Has("user_id"))
        {
            var userId = apiRequest.OptionalString("user_id");
            user = userId is null ? null
                : apiRequest.State.Users.FirstOrDefault(u => UserRoutes.HasId(userId, u))
                ?? throw ApiErrorException.Field("user_id", "No user has this id.");
        }

        if (apiRequest.Has("asset_tag"))
            device.AssetTag = apiRequest.OptionalString("asset_tag");
        device.Blueprint = blueprint;
        device.User = user;
        AuditRoutes.Record(apiRequest, "update", "ade_device", device.Id, device.SerialNumber);
        return ApiResponse.Json(Show(device));
    }

    private static Dictionary<string, string?> Fields(ApiRequest apiRequest) =>
        apiRequest.Multipart.Where(p => p.FileName is null).ToDictionary(p => p.Name, p => p.Text.Length == 0 ? null : (string?)p.Text);

    private static (string Name, byte[] Token) Token(ApiRequest apiRequest)
    {
        var file = apiRequest.Multipart.FirstOrDefault(p => p is { Name: "file", FileName: not null })
            ?? throw ApiErrorException.Missing("file");
        if (!Encoding.ASCII.GetString(file.Bytes).Contains("pkcs7-mime", StringComparison.Ordinal))
            throw ApiErrorException.Field("file", "This file is not a server token of Apple Business Manager.");
        return (file.FileName!, file.Bytes);
    }

    private static void Apply(ApiRequest apiRequest, SimulatedAdeIntegration integration, IReadOnlyDictionary<string, string?> fields)
    {
        var email = fields.GetValueOrDefault("email") ?? throw ApiErrorException.Missing("email");
        var phone = fields.GetValueOrDefault("phone") ?? throw ApiErrorException.Missing("phone");
        SimulatedBlueprint? blueprint = null;
        if (fields.GetValueOrDefault("blueprint_id") is { } id)
            blueprint = apiRequest.State.Blueprints.TryGet(id, out var found) ? found
                : throw ApiErrorException.Field("blueprint_id", "Blueprint not found.");
        else if (fields.GetValueOrDefault("use_blueprint_routing") != "true")
            throw ApiErrorException.Missing("blueprint_id");
        integration.Blueprint = blueprint;
        integration.Email = email;
        integration.Phone = phone;
    }

    private static void TakeToken(ApiRequest apiRequest, SimulatedAdeIntegration integration, string name, byte[] token)
    {
        integration.TokenFileName = name;
        integration.Token = token;
        integration.ExpiresAt = apiRequest.Now.AddDays(365);
        integration.BrokenReason = null;
    }

    private static SimulatedAdeIntegration Find(ApiRequest apiRequest) =>
        apiRequest.State.AdeIntegrations.TryGet(apiRequest.Part("ade_token_id"), out var integration) ? integration
        : throw ApiErrorException.NotFound();

    private static SimulatedAdeDevice FindDevice(ApiRequest apiRequest) =>
        apiRequest.State.AdeDevices.TryGet(apiRequest.Part("device_id"), out var device) ? device : throw ApiErrorException.NotFound();

    private static object Show(ApiRequest apiRequest, SimulatedAdeIntegration integration)
    {
        // A family without devices is not there at all.
        var counts = new Dictionary<string, int>();
        foreach (var family in apiRequest.State.AdeDevices.Items.Where(d => d.Integration == integration).CountBy(d => d.Family))
            counts[family.Key] = family.Value;
        counts["total"] = counts.Values.Sum();
        return new
        {
            id = integration.Id,
            blueprint = integration.Blueprint is { } b ? new { id = b.Id, name = b.Name, icon = b.Icon, color = b.Color } : null,
            use_blueprint_routing = integration.UsesBlueprintRouting ?? integration.Blueprint is null,
            access_token_expiry = integration.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            server_name = integration.ServerName,
            server_uuid = integration.ServerId,
            admin_id = "it@example.com",
            org_name = "Northwind",
            org_email = "it@example.com",
            org_phone = "+49 30 5550 0100",
            org_address = "Beispielstraße 1, 10115 Berlin, DEU",
            org_type = "org",
            stoken_file_name = integration.TokenFileName,
            last_device_sync = Times.IsoOrNull(integration.LastSync),
            defaults = new { email = integration.Email, phone = integration.Phone },
            days_left = (int)Math.Floor((integration.ExpiresAt - apiRequest.Now).TotalDays),
            status = integration.BrokenReason is null ? "SUCCESS" : "BROKEN",
            status_reason = integration.BrokenReason,
            status_received_at = Times.IsoOrNull(integration.LastSync),
            device_counts = counts,
        };
    }

    private static string GetStatus(SimulatedAdeDevice device) => device.Enrolled is null ? "assigned" : "pushed";

    private static Dictionary<string, object?> Show(SimulatedAdeDevice device) => new()
    {
        ["blueprint_id"] = device.Blueprint?.Id,
        ["mdm_device"] = device.Enrolled is not { } enrolled ? null : new
        {
            id = enrolled.Id,
            enrolled_at = Times.Iso(enrolled.LastEnrollment),
            name = enrolled.Name,
            enrollment_status = enrolled.MdmEnabled ? 4 : 3,
            deferred_install = false,
            is_missing = enrolled.IsMissing,
            is_removed = enrolled.IsRemoved,
        },
        ["user_id"] = device.User?.Id,
        ["tags"] = device.Enrolled?.Tags.Select(t => t.Name).ToArray() ?? [],
        ["dep_account"] = new { id = device.Integration.Id, server_name = device.Integration.ServerName },
        ["asset_tag"] = device.AssetTag,
        ["color"] = device.Color,
        ["description"] = device.Description,
        ["device_assigned_by"] = "it@example.com",
        ["device_assigned_date"] = device.AssignedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["device_family"] = device.Family,
        ["model"] = device.Model,
        ["os"] = device.System,
        ["profile_assign_time"] = Times.Iso(device.AssignedAt.AddMinutes(5)),
        ["profile_push_time"] = device.Enrolled is null ? null : Times.Iso(device.Enrolled.LastEnrollment.AddMinutes(-2)),
        ["profile_status"] = GetStatus(device),
        ["serial_number"] = device.SerialNumber,
        ["id"] = device.Id,
        ["last_assignment_status"] = "SUCCESS",
        ["failed_assignment_attempts"] = 0,
        ["assignment_status_received_at"] = Times.Iso(device.AssignedAt.AddMinutes(6)),
        ["use_blueprint_routing"] = device.UsesBlueprintRouting ?? device.Blueprint is null,
    };

    private static Dictionary<string, object?> ShowOne(SimulatedAdeDevice device)
    {
        var row = Show(device);
        row["blueprint"] = device.Blueprint?.Id;
        row["user"] = device.User?.Id;
        return row;
    }
}
