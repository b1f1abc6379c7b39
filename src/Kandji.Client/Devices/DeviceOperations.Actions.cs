using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Devices;

public sealed partial class DeviceOperations
{
    internal static readonly ApiOperation BlankPush = Action("blankpush", "Blank push");
    internal static readonly ApiOperation DailyCheckIn = Action("dailycheckin", "Perform daily check-in");
    internal static readonly ApiOperation UpdateInventory = Action("updateinventory", "Update inventory");
    internal static readonly ApiOperation RenewMdmProfile = Action("renewmdmprofile", "Renew MDM profile");
    internal static readonly ApiOperation ReinstallAgent = Action("reinstallagent", "Reinstall agent");
    internal static readonly ApiOperation Restart = Action("restart", "Restart device", "RebuildKernelCache", "NotifyUser");
    internal static readonly ApiOperation Shutdown = Action("shutdown", "Shutdown");
    internal static readonly ApiOperation Lock = Action("lock", "Lock device", "Message", "PhoneNumber");
    internal static readonly ApiOperation Erase = Action("erase", "Erase device",
        "PIN", "PreserveDataPlan", "DisallowProximitySetup", "ReturnToService", "erase_mode", "erase_flags");
    internal static readonly ApiOperation ClearPasscode = Action("clearpasscode", "Clear passcode");
    internal static readonly ApiOperation ResetWorkProfilePasscode = Action("resetworkprofilepasscode", "Reset work profile passcode", "newPassword", "resetPasswordFlags");
    internal static readonly ApiOperation SetName = Action("setname", "Set name", "DeviceName");
    internal static readonly ApiOperation UnlockAccount = Action("unlockaccount", "Unlock account", "UserName");
    internal static readonly ApiOperation DeleteUser = Action("deleteuser", "Delete user", "DeleteAllUsers", "ForceDeletion", "UserName");
    internal static readonly ApiOperation RemoteDesktop = Action("remotedesktop", "Remote desktop", "EnableRemoteDesktop");
    internal static readonly ApiOperation RefreshEsim = Action("refreshcellularplans", "Refresh eSIM", "eSIMServerURL");
    internal static readonly ApiOperation PersonalHotspot = Action("togglepersonalhotspot", "Set personal hotspot", "Enabled");
    internal static readonly ApiOperation DataRoaming = Action("toggledataroaming", "Set data roaming", "Enabled");
    internal static readonly ApiOperation EnableLostMode = Action("enablelostmode", "Enable lost mode", "Message", "PhoneNumber", "Footnote");
    internal static readonly ApiOperation DisableLostMode = Action("disablelostmode", "Disable lost mode");
    internal static readonly ApiOperation CancelLostMode = new("DELETE", "/api/v1/devices/{device_id}/details/lostmode", "Devices", "Cancel lost mode");
    internal static readonly ApiOperation PlayLostModeSound = Action("playlostmodesound", "Play lost mode sound");
    internal static readonly ApiOperation UpdateLocation = Action("updatelocation", "Update location");

    private static readonly Dictionary<DeviceAction, ApiOperation> Actions = new()
    {
        [DeviceAction.BlankPush] = BlankPush,
        [DeviceAction.DailyCheckIn] = DailyCheckIn,
        [DeviceAction.UpdateInventory] = UpdateInventory,
        [DeviceAction.RenewMdmProfile] = RenewMdmProfile,
        [DeviceAction.ReinstallAgent] = ReinstallAgent,
        [DeviceAction.Restart] = Restart,
        [DeviceAction.Shutdown] = Shutdown,
        [DeviceAction.Lock] = Lock,
        [DeviceAction.Erase] = Erase,
        [DeviceAction.ClearPasscode] = ClearPasscode,
        [DeviceAction.ResetWorkProfilePasscode] = ResetWorkProfilePasscode,
        [DeviceAction.SetName] = SetName,
        [DeviceAction.UnlockAccount] = UnlockAccount,
        [DeviceAction.DeleteUser] = DeleteUser,
        [DeviceAction.RemoteDesktop] = RemoteDesktop,
        [DeviceAction.RefreshEsim] = RefreshEsim,
        [DeviceAction.PersonalHotspot] = PersonalHotspot,
        [DeviceAction.DataRoaming] = DataRoaming,
        [DeviceAction.EnableLostMode] = EnableLostMode,
        [DeviceAction.DisableLostMode] = DisableLostMode,
        [DeviceAction.CancelLostMode] = CancelLostMode,
        [DeviceAction.PlayLostModeSound] = PlayLostModeSound,
        [DeviceAction.UpdateLocation] = UpdateLocation,
    };

    /// <summary>
    /// Sends an action to a device. Stands for POST /api/v1/devices/{device_id}/action/…, and for DELETE
    /// /api/v1/devices/{device_id}/details/lostmode. It is sent once; the service only queues it, and the device acts when it next hears.
    /// </summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="request">The action and what belongs to it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>What the service answered: the PIN that unlocks a Mac after <see cref="DeviceAction.Lock"/>, otherwise nothing.</returns>
    /// <exception cref="KandjiApiException">
    /// The service refused, or the call failed; with <see cref="KandjiErrorKind.OutcomeUnknown"/> the action may have been queued.
    /// </exception>
    public Task<DeviceActionAnswer> SendActionAsync(string deviceId, DeviceActionRequest request, CancellationToken cancellationToken = default)
    {
        var call = new ApiRequest(OperationOf((request ?? throw new System.ArgumentNullException(nameof(request))).Action), deviceId);
        if (request.Body is { } body)
            call.WithJson(body);
        return _caller.SendAsync(call, ReadAnswer, cancellationToken);
    }

    /// <summary>The operation behind an action.</summary>
    internal static ApiOperation OperationOf(DeviceAction action) => Actions[action];

    private static ApiOperation Action(string name, string permission, params string[] body) =>
        new("POST", "/api/v1/devices/{device_id}/action/" + name, "Device Actions", permission) { Body = body };

    // Most actions answer with nothing at all. Whatever else they answer, the action was accepted.
    private static DeviceActionAnswer ReadAnswer(ApiResponse response)
    {
        if (response.Body.IsEmpty || response.Body[0] != '{')
            return new DeviceActionAnswer();
        Utf8JsonReader reader = response.ReadJson();
        return ModelReader<DeviceActionAnswer>.Read(ref reader, ReadContext.ForOneAnswer());
    }
}
