using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Routes;

/// <summary>The library: scripts, profiles, apps, and the uploads that apps begin with.</summary>
internal static class LibraryRoutes
{
    private static readonly string[] SelfServiceKeys = ["show_in_self_service", "self_service_category_id", "self_service_recommended"];

    private static readonly string[] RunsOn =
        ["runs_on_mac", "runs_on_iphone", "runs_on_ipad", "runs_on_tv", "runs_on_vision", "runs_on_android", "runs_on_windows"];

    public static void Register(RouteTable routes)
    {
        Register(routes, LibraryItemKind.CustomScript, "custom-scripts", "Custom Script", ReadJson, ChangeScript);
        Register(routes, LibraryItemKind.CustomProfile, "custom-profiles", "Custom Profile", ReadMultipart, ChangeProfile);
        Register(routes, LibraryItemKind.CustomApp, "custom-apps", "Custom App", ReadForm, ChangeCustomApp);
        Register(routes, LibraryItemKind.InHouseApp, "ipa-apps", "In-House App", ReadJson, ChangeInHouseApp);
        routes.Post("/api/v1/library/custom-apps/upload", "Upload Custom App",
            apiRequest => Upload(apiRequest, "name", "companies/northwind/library/custom_apps/", isInHouse: false));
        routes.Post("/api/v1/library/ipa-apps/upload", "Upload In-House App",
            apiRequest => Upload(apiRequest, "filename", "tenants/northwind/library/ipa_apps/", isInHouse: true));
        routes.Get("/api/v1/library/ipa-apps/upload/{pending_upload_id}/status", "Upload In-House App Status", UploadStatus);
    }

    private static void Register(
        RouteTable routes, LibraryItemKind kind, string path, string name, Func<ApiRequest, JsonObject> read,
        Action<ApiRequest, JsonObject, JsonObject> change)
    {
        var list = "/api/v1/library/" + path;
        var one = list + "/{library_item_id}";
        routes.Get(list, $"List {name}s",
            apiRequest => ApiResponse.Json(Pages.ByNumber(apiRequest, Items(apiRequest, kind), apiRequest.State.PageSizes.Page,
                item => apiRequest.State.ListsOmitTexts ? WithoutTexts(Show(apiRequest, item)) : Show(apiRequest, item))));
        routes.Get(one, "Get " + name, apiRequest => ApiResponse.Json(Show(apiRequest, Find(apiRequest, kind))));
        routes.Post(list, "Create " + name, apiRequest =>
        {
            var sent = read(apiRequest);
            var item = new SimulatedLibraryItem(Guid.NewGuid()
                .ToString(), kind, Text(sent, "name") is { Length: > 0 } n ? n : throw ApiErrorException.Missing("name"));
            var fields = new JsonObject();
            change(apiRequest, sent, fields);
            fields["created_at"] = Times.Iso(apiRequest.Now);
            Take(apiRequest, item, fields, "library_item_created");
            apiRequest.State.Library.Add(item);
            AuditRoutes.Record(apiRequest, "create", "library_item", item.Id, item.Name);
            return kind == LibraryItemKind.InHouseApp ? ApiResponse.Empty(201) : ApiResponse.Json(Show(apiRequest, item), 201);
        });
        routes.Patch(one, "Update " + name, apiRequest =>
        {
            var sent = read(apiRequest);
            var item = Find(apiRequest, kind);
            var fields = item.Fields.DeepClone().AsObject();
            change(apiRequest, sent, fields);
            item.Name = Text(sent, "name") ?? item.Name;
            Take(apiRequest, item, fields, "library_item_edited");
            AuditRoutes.Record(apiRequest, "update", "library_item", item.Id, item.Name);
            return kind == LibraryItemKind.InHouseApp ? ApiResponse.Empty() : ApiResponse.Json(Show(apiRequest, item));
        });
        routes.Delete(one, "Delete " + name, apiRequest =>
        {
            var item = Find(apiRequest, kind);
            foreach (var blueprint in apiRequest.State.Blueprints)
                blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(i => i.ItemId != item.Id)];
            apiRequest.State.Library.Remove(item.Id);
            AuditRoutes.Record(apiRequest, "delete", "library_item", item.Id, item.Name);
            return ApiResponse.Empty(204);
        });
    }

    private static void ChangeScript(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        var isNew = fields.Count == 0;
        if (isNew)
            Put(fields,
                new() { ["active"] = true, ["execution_frequency"] = null, ["restart"] = false, ["script"] = null,
                    ["remediation_script"] = "" });
        Merge(sent, fields, ["active", "restart"], ["execution_frequency", "script", "remediation_script"]);
        Require(fields, "execution_frequency", "once", "every_15_min", "every_day", "no_enforcement");
        if (Text(fields, "script") is not { Length: > 0 })
            throw ApiErrorException.Missing("script");
        ChangeSelfService(apiRequest, sent, fields);
        RequireSelfService(fields, "execution_frequency");
    }

    private static void ChangeProfile(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        if (fields.Count == 0)
        {
            Put(fields, new() { ["active"] = true, ["profile"] = null, ["mdm_identifier"] = null });
            Put(fields,
                new() { ["runs_on_mac"] = true, ["runs_on_iphone"] = false, ["runs_on_ipad"] = false, ["runs_on_tv"] = false,
                    ["runs_on_vision"] = false });
        }

        Merge(sent, fields, ["active", .. RunsOn], []);
        if (RunsOn.All(key => fields[key]?.GetValue<bool>() != true))
            throw ApiErrorException.Field("runs_on_mac", "At least one platform is required.");
        if (Text(sent, "file") is { } profile)
            fields["profile"] = profile.Contains("<plist", StringComparison.Ordinal) ? ExpandTabs(profile)
                : throw ApiErrorException.Field("file", "This is no profile.");
        if (fields["profile"] is null)
            throw ApiErrorException.Missing("file");
    }

    // The service stores a profile with each tab replaced by blanks up to the next column that is a multiple of four.
    private static string ExpandTabs(string text)
    {
        var expanded = new StringBuilder(text.Length);
        var column = 0;
        foreach (var c in text)
        {
            if (c == '\t')
            {
                expanded.Append(' ', 4 - (column % 4));
                column = 0;
                continue;
            }

            expanded.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }

        return expanded.ToString();
    }

    private static JsonObject WithoutTexts(JsonObject shown)
    {
        foreach (var key in (string[])["script", "remediation_script", "profile"])
            shown.Remove(key);
        return shown;
    }

    private static void ChangeCustomApp(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        if (fields.Count == 0)
        {
            Put(fields,
                new() { ["file_key"] = null, ["install_type"] = null, ["install_enforcement"] = null, ["audit_script"] = "",
                    ["unzip_location"] = "" });
            Put(fields, new() { ["active"] = true, ["restart"] = false, ["preinstall_script"] = "", ["postinstall_script"] = "" });
        }

        Merge(
            sent, fields, ["active", "restart"],
            ["file_key", "install_type", "install_enforcement", "unzip_location", "audit_script", "preinstall_script",
                "postinstall_script"]);
        Require(fields, "install_type", "package", "zip", "image");
        Require(fields, "install_enforcement", "install_once", "continuously_enforce", "no_enforcement");
        if (Text(fields, "install_type") == "zip" && Text(fields, "unzip_location") is not { Length: > 0 })
            throw ApiErrorException.Missing("unzip_location");
        if (Text(fields, "install_enforcement") == "continuously_enforce" && Text(fields, "audit_script") is not { Length: > 0 })
            throw ApiErrorException.Missing("audit_script");
        if (Text(fields, "install_type") != "zip" && Text(fields, "unzip_location") is { Length: > 0 })
            throw ApiErrorException.Field("unzip_location", "Only allowed for zip.");
        if (Text(fields, "install_enforcement") != "continuously_enforce" && Text(fields, "audit_script") is { Length: > 0 })
            throw ApiErrorException.Field("audit_script", "Only allowed for continuously_enforce.");
        TakeFile(apiRequest, sent, fields);
        ChangeSelfService(apiRequest, sent, fields);
        RequireSelfService(fields, "install_enforcement");
    }

    private static void ChangeInHouseApp(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        if (fields.Count == 0)
        {
            Put(fields,
                new() { ["file_key"] = null, ["active"] = true, ["icon"] = null, ["ipad_icon"] = null,
                    ["identifier"] = "com.example.new" });
            Put(fields,
                new() { ["app_identifier"] = "com.example.new", ["app_name"] = "New", ["app_version"] = "1.0",
                    ["minimum_os_version"] = "17.0" });
            Put(fields, new() { ["runs_on_iphone"] = true, ["runs_on_ipad"] = true, ["runs_on_tv"] = false, ["runs_on_mac"] = false });
            fields["supported_device_families"] = new JsonArray("iPhone", "iPad");
        }

        Merge(sent, fields, ["active", "runs_on_iphone", "runs_on_ipad", "runs_on_tv"], ["file_key"]);
        if (Text(sent, "file_key") is { } key && !apiRequest.State.IsValidated(key))
            throw ApiErrorException.Field("file_key", "The file has not been validated.");
        TakeFile(apiRequest, sent, fields);
    }

    // An uploaded file keeps the service busy for a while, which it says with 503.
    private static void TakeFile(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        if (Text(fields, "file_key") is not { Length: > 0 } key)
            throw ApiErrorException.Missing("file_key");
        if (!sent.ContainsKey("file_key"))
            return;
        if (apiRequest.State.Store.Find(key) is not { } file)
            throw ApiErrorException.Field("file_key", "There is no such file.");
        if (apiRequest.State.BusyWithUploads > 0)
        {
            apiRequest.State.BusyWithUploads--;
            throw new ApiErrorException(503, ErrorShape.Detail, "The upload is still being processed.");
        }

        fields["file_url"] = null;
        fields["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file));
        fields["file_size"] = file.Length;
        fields["file_updated"] = Times.Iso(apiRequest.Now);
    }

    private static void ChangeSelfService(ApiRequest apiRequest, JsonObject sent, JsonObject fields)
    {
        Merge(sent, fields, ["show_in_self_service", "self_service_recommended"], ["self_service_category_id"]);
        if (fields["show_in_self_service"]?.GetValue<bool>() != true)
        {
            foreach (var key in SelfServiceKeys)
                fields.Remove(key);
            fields["show_in_self_service"] = false;
            return;
        }

        if (Text(fields, "self_service_category_id") is not { } category || !apiRequest.State.SelfServiceCategories.ContainsKey(category))
            throw ApiErrorException.Field("self_service_category_id", "A category is needed to show it in Self Service.");
        fields["self_service_recommended"] ??= false;
    }

    private static void RequireSelfService(JsonObject fields, string enforcement)
    {
        if (Text(fields, enforcement) == "no_enforcement" && fields["show_in_self_service"]?.GetValue<bool>() != true)
            throw ApiErrorException.Field("show_in_self_service", "Required when not enforcing install");
    }

    private static ApiResponse Upload(ApiRequest apiRequest, string nameKey, string folder, bool isInHouse)
    {
        var name = apiRequest.RequiredString(nameKey);
        var key = $"{folder}{Path.GetFileNameWithoutExtension(name)}_{Guid.NewGuid():N}"[..(folder.Length
            + Path.GetFileNameWithoutExtension(name).Length + 9)]
            + Path.GetExtension(name);
        var answer = new JsonObject();
        if (isInHouse)
        {
            answer["id"] = apiRequest.State.AddPendingUpload(key).Id;
            answer["filename"] = Path.GetFileName(key);
            answer["sha256"] = null;
        }
        else
        {
            answer["name"] = name;
        }

        answer["expires"] = Times.Iso(apiRequest.Now.AddHours(1));
        answer["post_url"] = new Uri(apiRequest.BaseAddress, StoreRoutes.UploadPath).AbsoluteUri;
        answer["post_data"] = new JsonObject(apiRequest.State.Store.IssueForm(key, apiRequest.Now)
            .Select(f => KeyValuePair.Create<string, JsonNode?>(f.Key, f.Value)));
        answer["file_key"] = key;
        return ApiResponse.Json(answer, 201);
    }

    private static ApiResponse UploadStatus(ApiRequest apiRequest)
    {
        var upload = apiRequest.State.FindPendingUpload(apiRequest.Part("pending_upload_id")) ?? throw ApiErrorException.NotFound();
        if (apiRequest.State.Store.Find(upload.Key) is not { } file)
            return ApiResponse.Json(new { reason = "The file is still on its way.", status = "UPLOADING" });
        var status = upload.Poll();
        var sum = Convert.ToHexStringLower(SHA256.HashData(file));
        return status switch
        {
            "VALIDATED" => ApiResponse.Json(new
            {
                metadata = new { app_identifier = "com.example.new", app_name = "New", app_version = "1.0", file_key = upload.Key,
                    file_size = file.Length },
                sha256 = sum,
                status,
            }),
            "VALIDATE_FAILED" or "UPLOAD_FAILED" => ApiResponse.Json(new { reason = "The file holds no app.", status, sha256 = sum }),
            _ => ApiResponse.Json(new { reason = "The file is still being looked through.", status }),
        };
    }

    private static JsonObject ReadJson(ApiRequest apiRequest) => JsonNode.Parse(apiRequest.Json.GetRawText())!.AsObject();

    private static JsonObject ReadForm(ApiRequest apiRequest) =>
        new(apiRequest.Form.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Key, f.Value)));

    private static JsonObject ReadMultipart(ApiRequest apiRequest) =>
        new(apiRequest.Multipart.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Text)));

    // Forms have no other values than text.
    private static void Merge(JsonObject sent, JsonObject fields, string[] flags, string[] texts)
    {
        foreach (var key in flags.Where(sent.ContainsKey))
        {
            fields[key] = sent[key] switch
            {
                JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => v.GetValue<bool>(),
                JsonValue v when v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() is "true" or "false" =>
                    v.GetValue<string>() == "true",
                _ => throw ApiErrorException.Field(key, "Must be a valid boolean."),
            };
        }

        // The service stores scripts without white space at both ends.
        foreach (var key in texts.Where(sent.ContainsKey))
            fields[key] = key.EndsWith("script", StringComparison.Ordinal) ? Text(sent, key)?.Trim() : Text(sent, key);
    }

    private static void Put(JsonObject fields, Dictionary<string, object?> defaults)
    {
        foreach (var (key, value) in defaults)
            fields[key] = JsonSerializer.SerializeToNode(value);
    }

    private static void Require(JsonObject fields, string key, params string[] choices)
    {
        if (Text(fields, key) is not { } value)
            throw ApiErrorException.Missing(key);
        if (!choices.Contains(value))
            throw ApiErrorException.Field(key, string.Create(CultureInfo.InvariantCulture, $"\"{value}\" is not a valid choice."));
    }

    private static string? Text(JsonObject fields, string key) =>
        fields[key] is not { } value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : throw ApiErrorException.Field(key, "Not a valid string.");

    private static void Take(ApiRequest apiRequest, SimulatedLibraryItem item, JsonObject fields, string activity)
    {
        if (item.Kind == LibraryItemKind.CustomProfile)
            fields["mdm_identifier"] = "com.kandji.profile.custom." + item.Id;
        fields["updated_at"] = Times.Iso(apiRequest.Now);
        foreach (var key in item.Fields.Select(f => f.Key).Where(k => !fields.ContainsKey(k)).ToArray())
            item.Fields.Remove(key);
        foreach (var (key, value) in fields)
            item.Fields[key] = value?.DeepClone();
        item.AddActivity(activity, apiRequest.Now);
    }

    private static SimulatedLibraryItem[] Items(ApiRequest apiRequest, LibraryItemKind kind) =>
        apiRequest.State.Library.Where(i => i.Kind == kind).ToArray();

    private static SimulatedLibraryItem Find(ApiRequest apiRequest, LibraryItemKind kind) =>
        apiRequest.State.Library.TryGet(apiRequest.Part("library_item_id"), out var item) && item.Kind == kind
            ? item
            : throw new ApiErrorException(404, ErrorShape.Html, "The requested resource was not found on this server.");

    private static JsonObject Show(ApiRequest apiRequest, SimulatedLibraryItem item)
    {
        var shown = new JsonObject { ["id"] = item.Id, ["name"] = item.Name };
        foreach (var (key, value) in item.Fields)
            shown[key] = value?.DeepClone();
        // A new address each time, as the service makes one.
        if (item.Fields.ContainsKey("file_url") && (string?)item.Fields["file_key"] is { } file)
            shown["file_url"] = new Uri(apiRequest.BaseAddress, apiRequest.State.Store.Sign(file, apiRequest.Now)).AbsoluteUri;
        return shown;
    }
}
