using System;
using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>MDM of an Apple or Windows device.</summary>
public sealed class DeviceMdm : KandjiObject
{
    /// <summary>Indicates whether the device is under MDM.</summary>
    public bool? MdmEnabled { get; set; }

    /// <summary>Indicates whether an Apple device is supervised.</summary>
    public bool? Supervised { get; set; }

    /// <summary>When the MDM profile was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>When the device last asked for MDM commands, in local time.</summary>
    public DateTime? LastCheckIn { get; set; }

    /// <summary>The short names of a Mac's accounts that are managed.</summary>
    public string[]? MdmEnabledUser { get; set; }

    /// <summary>The version of MDM on a Windows PC.</summary>
    public string? ManagementClientRevision { get; set; }

    /// <summary>The id that a Windows PC has given itself for MDM.</summary>
    public string? WindowsDeviceId { get; set; }
}

/// <summary>Activation Lock of an Apple device.</summary>
public sealed class DeviceActivationLock : KandjiObject
{
    /// <summary>Indicates whether the device failed to hand over its bypass code.</summary>
    public bool? BypassCodeFailed { get; set; }

    /// <summary>Indicates whether a user has turned Activation Lock on with Find My.</summary>
    public bool? UserActivationLockEnabled { get; set; }

    /// <summary>Indicates whether MDM has turned Activation Lock on.</summary>
    public bool? DeviceActivationLockEnabled { get; set; }

    /// <summary>Indicates whether a user may turn Activation Lock on although the device is supervised.</summary>
    public bool? ActivationLockAllowedWhileSupervised { get; set; }

    /// <summary>Indicates whether the device can do it.</summary>
    public bool? ActivationLockSupported { get; set; }
}

/// <summary>Automated Device Enrollment of an iPhone or iPad.</summary>
public sealed class DeviceAutomatedEnrollment : KandjiObject
{
    /// <summary>Indicates whether the device could enroll by itself.</summary>
    public bool? AutoEnrollEligible { get; set; }

    /// <summary>Indicates whether it did.</summary>
    public bool? AutoEnrolled { get; set; }
}

/// <summary>The Kandji agent. The service names the same things differently on a Mac and on a Windows PC.</summary>
public sealed class DeviceAgent : KandjiObject
{
    /// <summary>Mac: whether the agent is installed.</summary>
    public bool? AgentInstalled { get; set; }

    /// <summary>When the agent was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>Mac: when the agent last reported, in local time.</summary>
    public DateTime? LastCheckIn { get; set; }

    /// <summary>Mac: the agent's version.</summary>
    public string? AgentVersion { get; set; }

    /// <summary>Windows: whether the agent is installed.</summary>
    public bool? IsAgentInstalled { get; set; }

    /// <summary>Windows: when the agent last reported, in local time.</summary>
    public DateTime? LastCheckInDatetime { get; set; }

    /// <summary>Windows: the agent's version.</summary>
    public string? Version { get; set; }
}

/// <summary>The record of a device in Apple Business Manager.</summary>
public sealed class DeviceBusinessManager : KandjiObject
{
    /// <summary>The model.</summary>
    public string? Model { get; set; }

    /// <summary>The colour.</summary>
    public string? Color { get; set; }

    /// <summary>The model with its equipment.</summary>
    public string? Description { get; set; }

    /// <summary>The serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary><c>iPad</c>, <c>iPhone</c>, ...</summary>
    public string? DeviceFamily { get; set; }

    /// <summary><c>iPadOS</c>, <c>iOS</c>, ...</summary>
    public string? Os { get; set; }

    /// <summary>When the device was assigned to Kandji there, in local time.</summary>
    public DateTime? DeviceAssignedDate { get; set; }

    /// <summary>Who assigned it.</summary>
    public string? DeviceAssignedBy { get; set; }
}

/// <summary>Lost mode of an iPhone or iPad.</summary>
public sealed class DeviceLostMode : KandjiObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary><c>PENDING</c> until the device has heard of it, then <c>ENABLED</c>; <c>ERROR</c> when it failed.</summary>
    public string? LostModeStatus { get; set; }

    /// <summary>Who turned it on.</summary>
    public string? EnabledBy { get; set; }

    /// <summary>When <see cref="LostModeStatus"/> became what it is, in local time.</summary>
    public DateTime? EnableStatusAt { get; set; }

    /// <summary>The message on the lock screen.</summary>
    public string? LockScreenMessage { get; set; }

    /// <summary>The number to call, on the screen.</summary>
    public string? LockScreenPhoneNumber { get; set; }

    /// <summary>The line below, on the screen.</summary>
    public string? LockScreenFootnote { get; set; }

    /// <summary><c>PENDING</c> while it is being turned off, <c>ERROR</c> when that failed; otherwise empty.</summary>
    public string? DisableStatus { get; set; }

    /// <summary>Who turns it off.</summary>
    public string? DisabledBy { get; set; }

    /// <summary>When <see cref="DisableStatus"/> became what it is, in local time.</summary>
    public DateTime? DisableStatusAt { get; set; }

    /// <summary>The outcome of the last request for the location; empty when there was none.</summary>
    public string? LastLocationStatus { get; set; }

    /// <summary>When <see cref="LastLocationStatus"/> became what it is, in local time.</summary>
    public DateTime? LastLocationStatusAt { get; set; }

    /// <summary>Where the device last was; null when that is not known.</summary>
    public DeviceLocation? LastLocation { get; set; }

    /// <summary>When the device was there, in local time.</summary>
    public DateTime? LastLocationAt { get; set; }

    /// <summary>The outcome of the last request for a sound; empty when there was none.</summary>
    public string? SoundStatus { get; set; }

    /// <summary>When <see cref="SoundStatus"/> became what it is, in local time.</summary>
    public DateTime? SoundStatusAt { get; set; }
}

/// <summary>A place on Earth.</summary>
public sealed class DeviceLocation : KandjiObject
{
    /// <summary>Degrees north of the equator.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees east of Greenwich.</summary>
    public double? Longitude { get; set; }

    /// <summary>Latitude and longitude as maps take them.</summary>
    /// <returns>Two numbers with a comma.</returns>
    public override string ToString() => FormattableString.Invariant($"{Latitude},{Longitude}");
}

/// <summary>How an Android device is managed.</summary>
public sealed class AndroidManagement : KandjiObject
{
    /// <summary><c>DEVICE_OWNER</c> for a whole device, <c>PROFILE_OWNER</c> for a work profile.</summary>
    public string? ManagementMode { get; set; }

    /// <summary><c>COMPANY_OWNED</c> or <c>PERSONALLY_OWNED</c>.</summary>
    public string? Ownership { get; set; }
}
