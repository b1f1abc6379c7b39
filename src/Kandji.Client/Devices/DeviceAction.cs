namespace Kandji.Client.Devices;

/// <summary>What can be done to a device from afar. Which platforms take which action is said at each.</summary>
public enum DeviceAction
{
    /// <summary>Wakes the device so that it asks for its commands. Apple.</summary>
    BlankPush,

    /// <summary>Runs the daily MDM commands; on Windows a full daily sync. Apple and Windows.</summary>
    DailyCheckIn,

    /// <summary>Runs the daily MDM commands; <see cref="DailyCheckIn"/> does the same, for Windows too. Apple.</summary>
    UpdateInventory,

    /// <summary>Renews the MDM profile. Apple.</summary>
    RenewMdmProfile,

    /// <summary>Reinstalls the Kandji agent. Mac.</summary>
    ReinstallAgent,

    /// <summary>Restarts the device. Apple.</summary>
    Restart,

    /// <summary>Shuts the device down; somebody must be there to turn it on. Mac, iPhone, iPad.</summary>
    Shutdown,

    /// <summary>Locks the device. A Mac restarts and asks for a PIN, which the service makes up and returns. Apple and Android.</summary>
    Lock,

    /// <summary>Erases everything on the device. Every platform.</summary>
    Erase,

    /// <summary>Removes the passcode. iPhone, iPad.</summary>
    ClearPasscode,

    /// <summary>Sets or removes the passcode of the work profile. Android.</summary>
    ResetWorkProfilePasscode,

    /// <summary>Renames the device. Apple.</summary>
    SetName,

    /// <summary>Unlocks a local account that too many wrong passwords have locked. Mac.</summary>
    UnlockAccount,

    /// <summary>Deletes local user accounts with everything they hold. Mac, Shared iPad.</summary>
    DeleteUser,

    /// <summary>Turns Remote Management on or off. Mac.</summary>
    RemoteDesktop,

    /// <summary>Has the device fetch its eSIM from the carrier. iPhone, cellular iPad.</summary>
    RefreshEsim,

    /// <summary>Turns the personal hotspot on or off. iPhone, cellular iPad.</summary>
    PersonalHotspot,

    /// <summary>Turns data roaming on or off. iPhone, cellular iPad.</summary>
    DataRoaming,

    /// <summary>Puts the device into lost mode, where it can only be located. iPhone, iPad.</summary>
    EnableLostMode,

    /// <summary>Ends lost mode. iPhone, iPad.</summary>
    DisableLostMode,

    /// <summary>Takes back a request for lost mode that has failed. iPhone, iPad.</summary>
    CancelLostMode,

    /// <summary>Plays a sound for two minutes. iPhone, iPad in lost mode.</summary>
    PlayLostModeSound,

    /// <summary>Asks where the device is. iPhone, iPad in lost mode.</summary>
    UpdateLocation,
}
