using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Kandji.Simulator.State.DevicePlatform;

namespace Kandji.Simulator.Routes;

/// <summary>The actions on a device: <c>POST .../action/*</c>.</summary>
internal static class DeviceActionRoutes
{
    private static readonly DevicePlatform[] Apple = [Mac, iPhone, iPad, AppleTV];
    private static readonly string[] EraseModes = ["WIPE", "WIPE_CLOUD", "WIPE_PROTECTED"];
    private static readonly string[] EraseFlags = ["WIPE_EXTERNAL_STORAGE", "WIPE_ESIMS"];
    private static readonly string[] PasscodeFlags = ["LOCK_NOW", "REQUIRE_ENTRY", "DO_NOT_ASK_CREDENTIALS_ON_BOOT"];

    public static void Register(RouteTable routes)
    {
        Action("restart", "Restart device", Restart);
        Action("shutdown", "Shutdown", Shutdown);
        Action("blankpush", "Blank push", BlankPush);
        Action("renewmdmprofile", "Renew MDM profile", RenewProfile);
        Action("updateinventory", "Update inventory", UpdateInventory);
        Action("dailycheckin", "Perform Daily Check-in", DailyCheckIn);
        Action("erase", "Erase Device", Erase);
        Action("lock", "Lock Device", Lock);
        Action("clearpasscode", "Clear Passcode", ClearPasscode);
        Action("resetworkprofilepasscode", "Reset Work Profile Passcode", ResetWorkProfilePasscode);
        Action("deleteuser", "Delete User", DeleteUser);
        Action("unlockaccount", "Unlock Account", UnlockAccount);
        Action("remotedesktop", "Remote Desktop", RemoteDesktop);
        Action("reinstallagent", "Reinstall Agent", ReinstallAgent);
        Action("setname", "Set Name", SetName);
        Action("togglepersonalhotspot", "Set Personal Hotspot", PersonalHotspot);
        Action("toggledataroaming", "Set Data Roaming", DataRoaming);
        Action("refreshcellularplans", "Refresh eSIM", RefreshEsim);

        void Action(string name, string permission, Func<ApiRequest, ApiResponse> handler) =>
            routes.Post("/api/v1/devices/{device_id}/action/" + name, permission, handler);
    }

    /// <summary>The device in the path, if it takes such a command.</summary>
    public static SimulatedDevice Target(ApiRequest apiRequest, params ReadOnlySpan<DevicePlatform> platforms)
    {
        var device = DeviceRoutes.Find(apiRequest);
        return device.MdmEnabled && !device.IsRemoved && platforms.Contains(device.Platform) ? device : throw NotAllowed();
    }

    /// <summary>Sends a command to the device; <paramref name="done"/> is what it changes once the device has done it.</summary>
    public static ApiResponse Send(
        ApiRequest apiRequest, SimulatedDevice device, string command, string request, Action? done = null, JsonObject? metadata = null) =>
        Send(apiRequest, device, command, request, new CommandEffects(done), metadata);

    /// <summary>Sends a command to the device.</summary>
    public static ApiResponse Send(
        ApiRequest apiRequest, SimulatedDevice device, string command, string request, CommandEffects effects, JsonObject? metadata = null)
    {
        device.Record.Send(apiRequest.State, command, request, metadata ?? [], effects, exclusive: command != "BlankPush");
        return ApiResponse.Empty();
    }

    private static ApiErrorException NotAllowed() =>
        ApiErrorException.BadRequest("Command is not allowed for current device", ErrorShape.Error);

    private static ApiResponse Restart(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Apple);
        var metadata = new JsonObject
        {
            ["RebuildKernelCache"] = apiRequest.OptionalFlag("RebuildKernelCache") ?? false,
            ["NotifyUser"] = apiRequest.OptionalFlag("NotifyUser") ?? false,
        };
        return Send(apiRequest, device, "RestartDevice", "RestartDevice", () => device.RestartCount++, metadata);
    }

    private static ApiResponse Shutdown(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac, iPhone, iPad);
        return Send(apiRequest, device, "ShutDownDevice", "ShutDownDevice", () => device.IsShutDown = true);
    }

    private static ApiResponse BlankPush(ApiRequest apiRequest) => Send(apiRequest, Target(apiRequest, Apple), "BlankPush", "BlankPush");

    private static ApiResponse RenewProfile(ApiRequest apiRequest) =>
        Send(apiRequest, Target(apiRequest, Apple), "RenewMDMProfile", "InstallProfile");

    private static ApiResponse UpdateInventory(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Apple);
        return Send(
            apiRequest, device, "DeviceInformation", "DeviceInformation", () => device.LastCheckIn = apiRequest.State.Clock.GetUtcNow());
    }

    private static ApiResponse DailyCheckIn(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, [.. Apple, DevicePlatform.Windows]);
        return Send(apiRequest, device, "DailyCheckIn", "DeviceInformation", () => device.LastCheckIn = apiRequest.State.Clock.GetUtcNow());
    }

    private static ApiResponse Erase(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, [.. Apple, DevicePlatform.Windows, Android]);
        var metadata = new JsonObject();
        switch (device.Platform)
        {
            case DevicePlatform.Windows:
                metadata["erase_mode"] = RequireChoice("erase_mode", apiRequest.OptionalString("erase_mode") ?? "WIPE", EraseModes);
                break;
            case Android:
                foreach (var flag in (apiRequest.OptionalString("erase_flags") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
                    RequireChoice("erase_flags", flag, EraseFlags);
                metadata["erase_flags"] = apiRequest.OptionalString("erase_flags") ?? "";
                break;
            case Mac:
                if (apiRequest.OptionalString("PIN") is { Length: not (0 or 6) })
                    throw ApiErrorException.Field("PIN", "Ensure this field has 6 characters.");
                metadata["has_pin"] = apiRequest.OptionalString("PIN") is { Length: 6 };
                break;
            default:
                metadata["PreserveDataPlan"] = apiRequest.OptionalFlag("PreserveDataPlan") ?? true;
                metadata["DisallowProximitySetup"] = apiRequest.OptionalFlag("DisallowProximitySetup") ?? false;
                metadata["ReturnToService"] = ReturnToService(apiRequest);
                break;
        }

        return Send(
            apiRequest,
            device,
            "EraseDevice",
            "EraseDevice",
            () =>
            {
                device.EraseCount++;
                device.IsLocked = false;
                device.LostMode = null;
            },
            metadata);
    }

    private static JsonObject ReturnToService(ApiRequest apiRequest)
    {
        if (!apiRequest.Json.TryGetProperty("ReturnToService", out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Object)
            throw ApiErrorException.Field("ReturnToService", "Expected an object.");
        if (!value.TryGetProperty("Enabled", out var enabled) || enabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw ApiErrorException.Field("ReturnToService", "Enabled is required.");
        var profile = value.TryGetProperty("ProfileId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
        if (enabled.GetBoolean() && profile.Length > 0 && profile != KnownFleet.WifiProfileId)
            throw ApiErrorException.BadRequest("This profile is not in scope for this device", ErrorShape.BareString);
        return new JsonObject { ["Enabled"] = enabled.GetBoolean(), ["ProfileId"] = profile };
    }

    private static ApiResponse Lock(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac, iPhone, iPad, Android);
        var metadata = new JsonObject
        {
            ["Message"] = apiRequest.OptionalString("Message") ?? "",
            ["PhoneNumber"] = apiRequest.OptionalString("PhoneNumber") ?? "",
        };
        if (device.Platform != Mac)
            return Send(apiRequest, device, "DeviceLock", "DeviceLock", () => device.LockCount++, metadata);

        if (device.IsLocked)
            throw ApiErrorException.BadRequest("This device is already locked.", ErrorShape.BareString);
        var pin = Random.Shared.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        Send(
            apiRequest,
            device,
            "DeviceLock",
            "DeviceLock",
            new CommandEffects(
                Done: () =>
                {
                    device.IsLocked = true;
                    device.LockCount++;
                },
                Accepted: () => device.UnlockPin = pin),
            metadata);
        return ApiResponse.Json(new { PIN = pin });
    }

    private static ApiResponse ClearPasscode(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, iPhone, iPad);
        return Send(apiRequest, device, "ClearPasscode", "ClearPasscode", () => device.PasscodeClearCount++);
    }

    private static ApiResponse ResetWorkProfilePasscode(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Android);
        var least = int.TryParse(device.OsVersion, CultureInfo.InvariantCulture, out var version) && version >= 14 ? 6 : 4;
        if (apiRequest.OptionalString("newPassword") is { } password && password.Length < least)
            throw ApiErrorException.Field("newPassword", $"Ensure this field has at least {least} characters.");
        if (apiRequest.Json.TryGetProperty("resetPasswordFlags", out var flags))
        {
            if (flags.ValueKind != JsonValueKind.Array)
                throw ApiErrorException.Field("resetPasswordFlags", "Expected a list of items.");
            foreach (var flag in flags.EnumerateArray())
                RequireChoice("resetPasswordFlags", flag.ToString(), PasscodeFlags);
        }

        return Send(apiRequest, device, "ResetWorkProfilePasscode", "RESET_PASSWORD", () => device.PasscodeClearCount++);
    }

    private static ApiResponse DeleteUser(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac, iPad);
        var all = apiRequest.OptionalFlag("DeleteAllUsers") ?? false;
        var name = all ? "" : apiRequest.RequiredString("UserName");
        var metadata = new JsonObject
        {
            ["UserName"] = name, ["DeleteAllUsers"] = all, ["ForceDeletion"] = apiRequest.OptionalFlag("ForceDeletion") ?? false,
        };
        return Send(
            apiRequest, device, "DeleteUser", "DeleteUser", () => device.DeletedAccounts = [.. device.DeletedAccounts, name], metadata);
    }

    private static ApiResponse UnlockAccount(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac);
        return Send(
            apiRequest, device, "UnlockUserAccount", "UnlockUserAccount",
            metadata: new JsonObject { ["UserName"] = apiRequest.RequiredString("UserName") });
    }

    private static ApiResponse RemoteDesktop(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac);
        var enable = apiRequest.RequiredFlag("EnableRemoteDesktop");
        var command = enable ? "EnableRemoteDesktop" : "DisableRemoteDesktop";
        return Send(apiRequest, device, command, command, () => device.RemoteDesktopEnabled = enable);
    }

    private static ApiResponse ReinstallAgent(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Mac);
        return Send(apiRequest, device, "InstallAgent", "InstallEnterpriseApplication", () => device.AgentInstalled = true);
    }

    private static ApiResponse SetName(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, Apple);
        var name = apiRequest.RequiredString("DeviceName");
        return Send(
            apiRequest,
            device,
            "SetDeviceName",
            "Settings",
            () =>
            {
                var details = new JsonObject { ["to"] = name, ["from"] = device.Name };
                device.Name = name;
                device.Record.AddActivity("name_changed", details, apiRequest.State.Clock.GetUtcNow());
            },
            new JsonObject { ["DeviceName"] = name });
    }

    private static ApiResponse PersonalHotspot(ApiRequest apiRequest)
    {
        var device = CellularTarget(apiRequest);
        var enabled = apiRequest.RequiredFlag("Enabled");
        return Send(apiRequest, device, "SetPersonalHotspot", "Settings", () => device.PersonalHotspot = enabled);
    }

    private static ApiResponse DataRoaming(ApiRequest apiRequest)
    {
        var device = CellularTarget(apiRequest);
        var enabled = apiRequest.RequiredFlag("Enabled");
        return Send(apiRequest, device, "SetDataRoaming", "Settings", () => device.DataRoaming = enabled);
    }

    private static ApiResponse RefreshEsim(ApiRequest apiRequest)
    {
        var device = CellularTarget(apiRequest);
        var metadata = new JsonObject { ["eSIMServerURL"] = apiRequest.RequiredString("eSIMServerURL") };
        return Send(apiRequest, device, "RefreshCellularPlans", "RefreshCellularPlans", metadata: metadata);
    }

    private static SimulatedDevice CellularTarget(ApiRequest apiRequest)
    {
        var device = Target(apiRequest, iPhone, iPad);
        return device.IsCellular ? device : throw NotAllowed();
    }

    private static string RequireChoice(string key, string value, IReadOnlyList<string> choices) =>
        choices.Contains(value) ? value : throw ApiErrorException.Field(key, $"\"{value}\" is not a valid choice.");
}
