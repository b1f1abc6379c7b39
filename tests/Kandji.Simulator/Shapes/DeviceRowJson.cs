using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Shapes;

/// <summary>A device as the list and the single device show it.</summary>
internal static class DeviceRowJson
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? Writer;

    public static byte[] Write(SimulatedDevice device, TenantState state, IReadOnlyDictionary<string, JsonNode?>? extra)
    {
        var buffer = Buffer ??= new ArrayBufferWriter<byte>(2048);
        buffer.ResetWrittenCount();
        var json = Writer ??= new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = ApiResponse.JsonOptions.Encoder, SkipValidation = true });
        json.Reset(buffer);

        json.WriteStartObject();
        json.WriteString("device_id", device.Id);
        json.WriteString("device_name", device.Name);
        json.WriteString("model", device.Model);
        json.WriteString("serial_number", device.SerialNumber);
        json.WriteString("platform", device.Platform.ToString());
        json.WriteString("os_version", device.OsVersion);
        json.WriteString("supplemental_build_version", device.BuildVersion);
        json.WriteString("supplemental_os_version_extra", device.OsVersionExtra);
        if (state.ManagesWindowsAndAndroid)
        {
            json.WriteString("api_level", device.ApiLevel);
            json.WriteString("security_patch_level", device.SecurityPatchLevel);
        }

        json.WriteString("last_check_in", Times.Write(device.LastCheckIn, device.LastCheckInStyle));
        json.WritePropertyName("user");
        WriteUser(json, device, state);
        json.WriteString("asset_tag", device.AssetTag);
        json.WriteString("blueprint_id", device.Blueprint.Id);
        json.WriteBoolean("mdm_enabled", device.MdmEnabled);
        json.WriteBoolean("agent_installed", device.AgentInstalled);
        json.WriteBoolean("is_missing", device.IsMissing);
        json.WriteBoolean("is_removed", device.IsRemoved);
        json.WriteString("agent_version", device.AgentVersion);
        json.WriteString("first_enrollment", Times.Write(device.FirstEnrollment, TimeStyle.SpaceWithZone));
        json.WriteString("last_enrollment", Times.Write(device.LastEnrollment, TimeStyle.SpaceWithZone));
        json.WriteString("blueprint_name", device.Blueprint.Name);
        json.WriteString("lost_mode_status", device.LostMode?.Status ?? "");
        if (state.ManagesWindowsAndAndroid)
            json.WriteString("full_software_version", device.FullSoftwareVersion);
        json.WriteStartArray("tags");
        foreach (var tag in device.Tags)
            json.WriteStringValue(tag.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();

        return extra is null ? buffer.WrittenSpan.ToArray() : Merge(buffer.WrittenSpan, extra);
    }

    /// <summary>The user of a device as the other answers about the device show it, too.</summary>
    public static JsonNode? User(SimulatedDevice device, TenantState state) => device.User is { } user
        ? new JsonObject
        {
            ["email"] = user.Email,
            ["name"] = user.Name,
            ["id"] = state.DeviceUserIdsAreIntegers ? user.DeprecatedId : user.Id,
            ["is_archived"] = user.Archived,
        }
        : device.NoUserIsNull ? null : JsonValue.Create("");

    private static void WriteUser(Utf8JsonWriter json, SimulatedDevice device, TenantState state)
    {
        if (device.User is not { } user)
        {
            if (device.NoUserIsNull)
                json.WriteNullValue();
            else
                json.WriteStringValue("");
            return;
        }

        json.WriteStartObject();
        json.WriteString("email", user.Email);
        json.WriteString("name", user.Name);
        if (state.DeviceUserIdsAreIntegers)
            json.WriteNumber("id", user.DeprecatedId);
        else
            json.WriteString("id", user.Id);
        json.WriteBoolean("is_archived", user.Archived);
        json.WriteEndObject();
    }

    private static byte[] Merge(ReadOnlySpan<byte> row, IReadOnlyDictionary<string, JsonNode?> extra)
    {
        var merged = JsonNode.Parse(row)!.AsObject();
        foreach (var (name, value) in extra)
            merged[name] = value?.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(merged, ApiResponse.JsonOptions);
    }
}
