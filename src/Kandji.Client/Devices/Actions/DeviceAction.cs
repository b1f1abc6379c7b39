namespace Kandji.Client.Devices.Actions;

/// <summary>
/// The actions that can be sent to a device. Each action names the platforms that accept it. This is the table of actions: an entry has all
/// that is known about an action, and everything else is derived from it. See <see cref="DeviceActionAttribute"/>.
/// </summary>
public enum DeviceAction
{
    /// <summary>Wakes the device so that it asks for its commands. Apple.</summary>
    [DeviceAction("blankpush", "Blank push", Commands = ["BlankPush"])]
    BlankPush,

    /// <summary>Runs the daily MDM commands; on Windows a full daily sync. Apple and Windows.</summary>
    [DeviceAction("dailycheckin", "Perform daily check-in", Commands = ["DailyCheckIn", "DeviceInformation"])]
    DailyCheckIn,

    /// <summary>Runs the daily MDM commands; <see cref="DailyCheckIn"/> does the same, for Windows too. Apple.</summary>
    [DeviceAction("updateinventory", "Update inventory", Commands = ["UpdateInventory", "DeviceInformation"])]
    UpdateInventory,

    /// <summary>Renews the MDM profile. Apple.</summary>
    [DeviceAction("renewmdmprofile", "Renew MDM profile", Commands = ["RenewMDMProfile", "InstallProfile"])]
    RenewMdmProfile,

    /// <summary>Reinstalls the Kandji agent. Mac.</summary>
    [DeviceAction("reinstallagent", "Reinstall agent", Commands = ["ReinstallAgent", "InstallAgent", "InstallEnterpriseApplication"])]
    ReinstallAgent,

    /// <summary>Restarts the device. Apple.</summary>
    [DeviceAction("restart", "Restart device", Body = ["RebuildKernelCache", "NotifyUser"], Commands = ["RestartDevice"])]
    Restart,

    /// <summary>Shuts the device down; somebody must be there to turn it on. Mac, iPhone, iPad.</summary>
    [DeviceAction("shutdown", "Shutdown", Commands = ["ShutDownDevice"])]
    Shutdown,

    /// <summary>Locks the device. A Mac restarts and asks for a PIN, which the service makes up and returns. Apple and Android.</summary>
    [DeviceAction("lock", "Lock device", Body = ["Message", "PhoneNumber"], Commands = ["DeviceLock"], Destructive = true)]
    Lock,

    /// <summary>Erases everything on the device. Every platform.</summary>
    [DeviceAction("erase", "Erase device",
        Body = ["PIN", "PreserveDataPlan", "DisallowProximitySetup", "ReturnToService", "erase_mode", "erase_flags"],
        Commands = ["EraseDevice"],
        Destructive = true)]
    Erase,

    /// <summary>Removes the passcode. iPhone, iPad.</summary>
    [DeviceAction("clearpasscode", "Clear passcode", Commands = ["ClearPasscode"], Destructive = true)]
    ClearPasscode,

    /// <summary>Sets or removes the passcode of the work profile. Android.</summary>
    [DeviceAction("resetworkprofilepasscode", "Reset work profile passcode",
        Body = ["newPassword", "resetPasswordFlags"],
        Required = ["resetPasswordFlags"],
        Destructive = true)]
    ResetWorkProfilePasscode,

    /// <summary>Renames the device. Apple.</summary>
    [DeviceAction("setname", "Set name", Body = ["DeviceName"], Required = ["DeviceName"], Commands = ["SetDeviceName", "Settings"])]
    SetName,

    /// <summary>Unlocks a local account that too many wrong passwords have locked. Mac.</summary>
    [DeviceAction("unlockaccount", "Unlock account", Body = ["UserName"], Required = ["UserName"], Commands = ["UnlockUserAccount"])]
    UnlockAccount,

    /// <summary>Deletes local user accounts with everything they hold. Mac, Shared iPad.</summary>
    [DeviceAction("deleteuser", "Delete user",
        Body = ["DeleteAllUsers", "ForceDeletion", "UserName"],
        Required = ["DeleteAllUsers", "ForceDeletion"],
        Commands = ["DeleteUser"],
        Destructive = true)]
    DeleteUser,

    /// <summary>Turns Remote Management on or off. Mac.</summary>
    [DeviceAction("remotedesktop", "Remote desktop",
        Body = ["EnableRemoteDesktop"],
        Required = ["EnableRemoteDesktop"],
        Commands = ["EnableRemoteDesktop", "DisableRemoteDesktop"])]
    RemoteDesktop,

    /// <summary>Has the device fetch its eSIM from the carrier. iPhone, cellular iPad.</summary>
    [DeviceAction("refreshcellularplans", "Refresh eSIM",
        Body = ["eSIMServerURL"],
        Required = ["eSIMServerURL"],
        Commands = ["RefreshCellularPlans"])]
    RefreshEsim,

    /// <summary>Turns the personal hotspot on or off. iPhone, cellular iPad.</summary>
    [DeviceAction("togglepersonalhotspot", "Set personal hotspot",
        Body = ["Enabled"],
        Required = ["Enabled"],
        Commands = ["SetPersonalHotspot", "Settings"])]
    PersonalHotspot,

    /// <summary>Turns data roaming on or off. iPhone, cellular iPad.</summary>
    [DeviceAction("toggledataroaming", "Set data roaming",
        Body = ["Enabled"],
        Required = ["Enabled"],
        Commands = ["SetDataRoaming", "Settings"])]
    DataRoaming,

    /// <summary>Puts the device into lost mode, where it can only be located. iPhone, iPad.</summary>
    [DeviceAction("enablelostmode", "Enable lost mode",
        Body = ["Message", "PhoneNumber", "Footnote"],
        Commands = ["EnableLostMode"],
        Destructive = true)]
    EnableLostMode,

    /// <summary>Ends lost mode. iPhone, iPad.</summary>
    [DeviceAction("disablelostmode", "Disable lost mode", Commands = ["DisableLostMode"])]
    DisableLostMode,

    /// <summary>Takes back a request for lost mode that has failed. iPhone, iPad.</summary>
    [DeviceAction("DELETE", "/api/v1/devices/{device_id}/details/lostmode", "Devices", "Cancel lost mode")]
    CancelLostMode,

    /// <summary>Plays a sound for two minutes. iPhone, iPad in lost mode.</summary>
    [DeviceAction("playlostmodesound", "Play lost mode sound", Commands = ["PlayLostModeSound"])]
    PlayLostModeSound,

    /// <summary>Asks where the device is. iPhone, iPad in lost mode.</summary>
    [DeviceAction("updatelocation", "Update location", Commands = ["DeviceLocation"])]
    UpdateLocation,
}
