using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;
using static Kandji.Simulator.State.DevicePlatform;

namespace Kandji.Simulator.Routes;

/// <summary>What can be done to a device: <c>POST .../action/*</c>.</summary>
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

        void Action(string name, string permission, Func<Call, Answer> handler) =>
            routes.Post("/api/v1/devices/{device_id}/action/" + name, permission, handler);
    }

    /// <summary>The device in the path, if it takes such a command.</summary>
    public static SimulatedDevice Target(Call call, params ReadOnlySpan<DevicePlatform> platforms)
    {
        var device = DeviceRoutes.Find(call);
        return device.MdmEnabled && !device.IsRemoved && platforms.Contains(device.Platform) ? device : throw NotAllowed();
    }

    /// <summary>Sends a command to the device; <paramref name="done"/> is what it changes once the device has done it.</summary>
    public static Answer Send(
        Call call, SimulatedDevice device, string command, string request, Action? done = null, JsonObject? metadata = null) =>
        Send(call, device, command, request, new CommandEffects(done), metadata);

    /// <summary>Sends a command to the device.</summary>
    public static Answer Send(
        Call call, SimulatedDevice device, string command, string request, CommandEffects effects, JsonObject? metadata = null)
    {
        device.Record.Send(call.State, command, request, metadata ?? [], effects, exclusive: command != "BlankPush");
        return Answer.Empty();
    }

    private static Refusal NotAllowed() => Refusal.BadRequest("Command is not allowed for current device", ErrorShape.Error);

    private static Answer Restart(Call call)
    {
        var device = Target(call, Apple);
        var metadata = new JsonObject
        {
            ["RebuildKernelCache"] = call.OptionalFlag("RebuildKernelCache") ?? false,
            ["NotifyUser"] = call.OptionalFlag("NotifyUser") ?? false,
        };
        return Send(call, device, "RestartDevice", "RestartDevice", () => device.RestartCount++, metadata);
    }

    private static Answer Shutdown(Call call)
    {
        var device = Target(call, Mac, iPhone, iPad);
        return Send(call, device, "ShutDownDevice", "ShutDownDevice", () => device.IsShutDown = true);
    }

    private static Answer BlankPush(Call call) => Send(call, Target(call, Apple), "BlankPush", "BlankPush");

    private static Answer RenewProfile(Call call) => Send(call, Target(call, Apple), "RenewMDMProfile", "InstallProfile");

    private static Answer UpdateInventory(Call call)
    {
        var device = Target(call, Apple);
        return Send(call, device, "DeviceInformation", "DeviceInformation", () => device.LastCheckIn = call.State.Clock.GetUtcNow());
    }

    private static Answer DailyCheckIn(Call call)
    {
        var device = Target(call, [.. Apple, DevicePlatform.Windows]);
        return Send(call, device, "DailyCheckIn", "DeviceInformation", () => device.LastCheckIn = call.State.Clock.GetUtcNow());
    }

    private static Answer Erase(Call call)
    {
        var device = Target(call, [.. Apple, DevicePlatform.Windows, Android]);
        var metadata = new JsonObject();
        switch (device.Platform)
        {
            case DevicePlatform.Windows:
                metadata["erase_mode"] = OneOf("erase_mode", call.OptionalString("erase_mode") ?? "WIPE", EraseModes);
                break;
            case Android:
                foreach (var flag in (call.OptionalString("erase_flags") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
                    OneOf("erase_flags", flag, EraseFlags);
                metadata["erase_flags"] = call.OptionalString("erase_flags") ?? "";
                break;
            case Mac:
                if (call.OptionalString("PIN") is { Length: not (0 or 6) })
                    throw Refusal.Field("PIN", "Ensure this field has 6 characters.");
                metadata["has_pin"] = call.OptionalString("PIN") is { Length: 6 };
                break;
            default:
                metadata["PreserveDataPlan"] = call.OptionalFlag("PreserveDataPlan") ?? true;
                metadata["DisallowProximitySetup"] = call.OptionalFlag("DisallowProximitySetup") ?? false;
                metadata["ReturnToService"] = ReturnToService(call);
                break;
        }

        return Send(
            call,
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

    private static JsonObject ReturnToService(Call call)
    {
        if (!call.Json.TryGetProperty("ReturnToService", out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Object)
            throw Refusal.Field("ReturnToService", "Expected an object.");
        if (!value.TryGetProperty("Enabled", out var enabled) || enabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw Refusal.Field("ReturnToService", "Enabled is required.");
        var profile = value.TryGetProperty("ProfileId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
        if (enabled.GetBoolean() && profile.Length > 0 && profile != KnownFleet.WifiProfileId)
            throw Refusal.BadRequest("This profile is not in scope for this device", ErrorShape.BareString);
        return new JsonObject { ["Enabled"] = enabled.GetBoolean(), ["ProfileId"] = profile };
    }

    private static Answer Lock(Call call)
    {
        var device = Target(call, Mac, iPhone, iPad, Android);
        var metadata = new JsonObject
        {
            ["Message"] = call.OptionalString("Message") ?? "",
            ["PhoneNumber"] = call.OptionalString("PhoneNumber") ?? "",
        };
        if (device.Platform != Mac)
            return Send(call, device, "DeviceLock", "DeviceLock", () => device.LockCount++, metadata);

        if (device.IsLocked)
            throw Refusal.BadRequest("This device is already locked.", ErrorShape.BareString);
        var pin = Random.Shared.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        Send(
            call,
            device,
            "DeviceLock",
            "DeviceLock",
            new CommandEffects(
                Done: () =>
                {
                    device.IsLocked = true;
                    device.LockCount++;
                },
                AtOnce: () => device.UnlockPin = pin),
            metadata);
        return Answer.Json(new { PIN = pin });
    }

    private static Answer ClearPasscode(Call call)
    {
        var device = Target(call, iPhone, iPad);
        return Send(call, device, "ClearPasscode", "ClearPasscode", () => device.PasscodeClearCount++);
    }

    private static Answer ResetWorkProfilePasscode(Call call)
    {
        var device = Target(call, Android);
        var least = int.TryParse(device.OsVersion, CultureInfo.InvariantCulture, out var version) && version >= 14 ? 6 : 4;
        if (call.OptionalString("newPassword") is { } password && password.Length < least)
            throw Refusal.Field("newPassword", $"Ensure this field has at least {least} characters.");
        if (call.Json.TryGetProperty("resetPasswordFlags", out var flags))
        {
            if (flags.ValueKind != JsonValueKind.Array)
                throw Refusal.Field("resetPasswordFlags", "Expected a list of items.");
            foreach (var flag in flags.EnumerateArray())
                OneOf("resetPasswordFlags", flag.ToString(), PasscodeFlags);
        }

        return Send(call, device, "ResetWorkProfilePasscode", "RESET_PASSWORD", () => device.PasscodeClearCount++);
    }

    private static Answer DeleteUser(Call call)
    {
        var device = Target(call, Mac, iPad);
        var all = call.OptionalFlag("DeleteAllUsers") ?? false;
        var name = all ? "" : call.RequiredString("UserName");
        var metadata = new JsonObject
        {
            ["UserName"] = name, ["DeleteAllUsers"] = all, ["ForceDeletion"] = call.OptionalFlag("ForceDeletion") ?? false,
        };
        return Send(call, device, "DeleteUser", "DeleteUser", () => device.DeletedAccounts = [.. device.DeletedAccounts, name], metadata);
    }

    private static Answer UnlockAccount(Call call)
    {
        var device = Target(call, Mac);
        return Send(
            call, device, "UnlockUserAccount", "UnlockUserAccount", metadata: new JsonObject { ["UserName"] = call.RequiredString("UserName") });
    }

    private static Answer RemoteDesktop(Call call)
    {
        var device = Target(call, Mac);
        var enable = call.RequiredFlag("EnableRemoteDesktop");
        var command = enable ? "EnableRemoteDesktop" : "DisableRemoteDesktop";
        return Send(call, device, command, command, () => device.RemoteDesktopEnabled = enable);
    }

    private static Answer ReinstallAgent(Call call)
    {
        var device = Target(call, Mac);
        return Send(call, device, "InstallAgent", "InstallEnterpriseApplication", () => device.AgentInstalled = true);
    }

    private static Answer SetName(Call call)
    {
        var device = Target(call, Apple);
        var name = call.RequiredString("DeviceName");
        return Send(
            call,
            device,
            "SetDeviceName",
            "Settings",
            () =>
            {
                var details = new JsonObject { ["to"] = name, ["from"] = device.Name };
                device.Name = name;
                device.Record.AddActivity("name_changed", details, call.State.Clock.GetUtcNow());
            },
            new JsonObject { ["DeviceName"] = name });
    }

    private static Answer PersonalHotspot(Call call)
    {
        var device = CellularTarget(call);
        var enabled = call.RequiredFlag("Enabled");
        return Send(call, device, "SetPersonalHotspot", "Settings", () => device.PersonalHotspot = enabled);
    }

    private static Answer DataRoaming(Call call)
    {
        var device = CellularTarget(call);
        var enabled = call.RequiredFlag("Enabled");
        return Send(call, device, "SetDataRoaming", "Settings", () => device.DataRoaming = enabled);
    }

    private static Answer RefreshEsim(Call call)
    {
        var device = CellularTarget(call);
        var metadata = new JsonObject { ["eSIMServerURL"] = call.RequiredString("eSIMServerURL") };
        return Send(call, device, "RefreshCellularPlans", "RefreshCellularPlans", metadata: metadata);
    }

    private static SimulatedDevice CellularTarget(Call call)
    {
        var device = Target(call, iPhone, iPad);
        return device.IsCellular ? device : throw NotAllowed();
    }

    private static string OneOf(string key, string value, IReadOnlyList<string> choices) =>
        choices.Contains(value) ? value : throw Refusal.Field(key, $"\"{value}\" is not a valid choice.");
}
