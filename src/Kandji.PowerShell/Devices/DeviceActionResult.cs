using System;
using Kandji.Client.Devices;

namespace Kandji.PowerShell.Devices;

/// <summary>What became of an action.</summary>
public enum DeviceActionOutcome
{
    /// <summary>The service has queued the action; the device acts when it next hears.</summary>
    Queued,

    /// <summary>The service refused the action. Nothing happened.</summary>
    Refused,

    /// <summary>No answer came: the action may have been queued. It was not sent again.</summary>
    Unknown,
}

/// <summary>What became of one action on one device.</summary>
public sealed class DeviceActionResult
{
    internal DeviceActionResult(Device device, DeviceAction action, DateTime requestedAt)
    {
        DeviceId = device.DeviceId;
        DeviceName = device.DeviceName;
        SerialNumber = device.SerialNumber;
        Action = action;
        RequestedAt = requestedAt;
    }

    /// <summary>The device's name.</summary>
    public string? DeviceName { get; }

    /// <summary>The device's serial number.</summary>
    public string? SerialNumber { get; }

    /// <summary>The device's id.</summary>
    public string? DeviceId { get; }

    /// <summary>The action.</summary>
    public DeviceAction Action { get; }

    /// <summary>What became of it.</summary>
    public DeviceActionOutcome Outcome { get; internal set; }

    /// <summary>When it was asked for, in local time.</summary>
    public DateTime RequestedAt { get; }

    /// <summary>What the service said, when it refused.</summary>
    public string? Message { get; internal set; }

    /// <summary>The six digits that unlock a Mac after Lock. A secret: the default view does not show it.</summary>
    public string? UnlockPin { get; internal set; }
}
