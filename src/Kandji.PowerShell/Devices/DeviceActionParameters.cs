using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using Kandji.Client.Devices;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Devices;

/// <summary>The parameters that belong to one action of Invoke-KandjiDeviceAction. They appear once the action is known.</summary>
public abstract class DeviceActionParameters
{
    /// <summary>Makes the request, checking what was given.</summary>
    internal abstract DeviceActionRequest ToRequest();

    /// <summary>The parameters of an action; null when it has none.</summary>
    internal static DeviceActionParameters? Of(DeviceAction? action) => action switch
    {
        DeviceAction.Restart => new RestartParameters(),
        DeviceAction.Lock => new LockParameters(),
        DeviceAction.Erase => new EraseParameters(),
        DeviceAction.ResetWorkProfilePasscode => new ResetWorkProfilePasscodeParameters(),
        DeviceAction.SetName => new SetNameParameters(),
        DeviceAction.UnlockAccount => new UnlockAccountParameters(),
        DeviceAction.DeleteUser => new DeleteUserParameters(),
        DeviceAction.RemoteDesktop => new RemoteDesktopParameters(),
        DeviceAction.PersonalHotspot => new PersonalHotspotParameters(),
        DeviceAction.DataRoaming => new DataRoamingParameters(),
        DeviceAction.RefreshEsim => new RefreshEsimParameters(),
        DeviceAction.EnableLostMode => new EnableLostModeParameters(),
        _ => null,
    };
}

/// <summary>The parameters of the action Restart.</summary>
public sealed class RestartParameters : DeviceActionParameters
{
    /// <summary>Rebuilds the kernel cache of a Mac (macOS 11 and later).</summary>
    [Parameter]
    public SwitchParameter RebuildKernelCache { get; set; }

    /// <summary>Asks the user of a Mac to restart when it suits (macOS 11.3 and later). Without it the Mac restarts at once.</summary>
    [Parameter]
    public SwitchParameter NotifyUser { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Restart(
        RebuildKernelCache.IsPresent ? true : null, NotifyUser.IsPresent ? true : null);
}

/// <summary>The parameters of the action Lock.</summary>
public sealed class LockParameters : DeviceActionParameters
{
    /// <summary>The message that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>The phone number that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PhoneNumber { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Lock(Message, PhoneNumber);
}

/// <summary>The parameters of the action Erase.</summary>
public sealed class EraseParameters : DeviceActionParameters
{
    /// <summary>Six digits that a Mac asks for afterwards (Find My).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pin { get; set; }

    /// <summary>Whether an iPhone or iPad keeps its eSIM. It does unless this is $false.</summary>
    [Parameter]
    public bool? PreserveDataPlan { get; set; }

    /// <summary>An iPhone or iPad offers no set-up by another device nearby.</summary>
    [Parameter]
    public SwitchParameter DisallowProximitySetup { get; set; }

    /// <summary>An iPhone or iPad enrolls again by itself (iOS and iPadOS 17 and later).</summary>
    [Parameter]
    public SwitchParameter ReturnToService { get; set; }

    /// <summary>The id of the Wi-Fi profile with which it connects to return to service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WiFiProfileId { get; set; }

    /// <summary>How a Windows PC is erased: WIPE, WIPE_CLOUD or WIPE_PROTECTED.</summary>
    [Parameter]
    [ValidateSet("WIPE", "WIPE_CLOUD", "WIPE_PROTECTED")]
    public string? EraseMode { get; set; }

    /// <summary>What else is erased of an Android device: WIPE_EXTERNAL_STORAGE, WIPE_ESIMS.</summary>
    [Parameter]
    [ValidateSet("WIPE_EXTERNAL_STORAGE", "WIPE_ESIMS")]
    public string[]? EraseFlag { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Erase(new EraseOptions
    {
        Pin = Pin,
        PreserveDataPlan = PreserveDataPlan,
        DisallowProximitySetup = DisallowProximitySetup.IsPresent ? true : null,
        ReturnToService = ReturnToService.IsPresent ? true : null,
        WiFiProfileId = WiFiProfileId,
        EraseMode = EraseMode?.ToUpperInvariant(),
        EraseFlags = EraseFlag?.Select(flag => flag.ToUpperInvariant()).Distinct().ToArray(),
    });
}

/// <summary>The parameters of the action ResetWorkProfilePasscode.</summary>
public sealed class ResetWorkProfilePasscodeParameters : DeviceActionParameters
{
    /// <summary>The new passcode, as a SecureString or a string: four characters at least, on Android 14 six. Without it the passcode is removed.</summary>
    [Parameter]
    [SecureStringTransformation(KeepsSpaces = true)]
    [ValidateNotNull]
    public SecureString? NewPassword { get; set; }

    /// <summary>Locks the work profile at once.</summary>
    [Parameter]
    public SwitchParameter LockNow { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.ResetWorkProfilePasscode(
        NewPassword is null ? null : new NetworkCredential("", NewPassword).Password, LockNow);
}

/// <summary>The parameters of the action SetName.</summary>
public sealed class SetNameParameters : DeviceActionParameters
{
    /// <summary>The new name. From the pipeline a column new_name or NewName.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("new_name")]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.SetName(NewName);
}

/// <summary>The parameters of the action UnlockAccount.</summary>
public sealed class UnlockAccountParameters : DeviceActionParameters
{
    /// <summary>The short name of the Mac's local account.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string UserName { get; set; } = "";

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.UnlockAccount(UserName);
}

/// <summary>The parameters of the action DeleteUser.</summary>
public sealed class DeleteUserParameters : DeviceActionParameters
{
    /// <summary>The short name of the local account to delete. Either this or -AllUsers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>Deletes every local account that may be deleted.</summary>
    [Parameter]
    public SwitchParameter AllUsers { get; set; }

    /// <summary>Deletes even accounts with data that is not yet synced.</summary>
    [Parameter]
    public SwitchParameter ForceDeletion { get; set; }

    internal override DeviceActionRequest ToRequest() => (UserName, AllUsers.IsPresent) switch
    {
        (null, true) => DeviceActionRequest.DeleteAllUsers(ForceDeletion),
        ({ } name, false) => DeviceActionRequest.DeleteUser(name, ForceDeletion),
        _ => throw new ArgumentException("The action DeleteUser takes either -UserName or -AllUsers."),
    };
}

/// <summary>The parameters of the action RemoteDesktop.</summary>
public sealed class RemoteDesktopParameters : DeviceActionParameters
{
    /// <summary>$true turns Remote Management on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.RemoteDesktop(Enabled);
}

/// <summary>The parameters of the action PersonalHotspot.</summary>
public sealed class PersonalHotspotParameters : DeviceActionParameters
{
    /// <summary>$true turns the personal hotspot on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.PersonalHotspot(Enabled);
}

/// <summary>The parameters of the action DataRoaming.</summary>
public sealed class DataRoamingParameters : DeviceActionParameters
{
    /// <summary>$true turns data roaming on, $false off.</summary>
    [Parameter(Mandatory = true)]
    public bool Enabled { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.DataRoaming(Enabled);
}

/// <summary>The parameters of the action RefreshEsim.</summary>
public sealed class RefreshEsimParameters : DeviceActionParameters
{
    /// <summary>The https:// address of the carrier's eSIM server.</summary>
    [Parameter(Mandatory = true)]
    [Alias("eSIMServerURL")]
    [ValidateNotNull]
    public Uri ServerUrl { get; set; } = null!;

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.RefreshEsim(ServerUrl);
}

/// <summary>The parameters of the action EnableLostMode.</summary>
public sealed class EnableLostModeParameters : DeviceActionParameters
{
    /// <summary>The message that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>The phone number that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PhoneNumber { get; set; }

    /// <summary>The footnote that the lost device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Footnote { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.EnableLostMode(Message, PhoneNumber, Footnote);
}
