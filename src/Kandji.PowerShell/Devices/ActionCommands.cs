using System;
using System.Collections.Generic;
using System.Linq;
using Kandji.Client.Devices;

namespace Kandji.PowerShell.Devices;

/// <summary>Knows the MDM command that an action becomes.</summary>
internal static class ActionCommands
{
    // The service tells its time in whole seconds.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Whether an action becomes a command that can be followed: those for Apple devices, and not what the service does by itself.</summary>
    public static bool CanFollow(DeviceAction action, string? platform) => DeviceActionAttribute.Of(action).Commands.Length > 0 && platform is not ("Windows" or "Android");

    /// <summary>The newest command of an action that is not older than the action; null when there is none yet.</summary>
    /// <param name="commands">The device's commands.</param>
    /// <param name="action">The action.</param>
    /// <param name="requestedAt">When it was sent, in local time by the service's clock.</param>
    /// <param name="wasQueued">Whether it is certain that the action became a command.</param>
    public static DeviceCommand? Find(IEnumerable<DeviceCommand> commands, DeviceAction action, DateTime requestedAt, bool wasQueued)
    {
        List<DeviceCommand> since = commands.Where(command => command.DateRequested >= requestedAt - Tolerance).OrderByDescending(command => command.DateRequested).ToList();
        DeviceActionAttribute entry = DeviceActionAttribute.Of(action);
        bool IsOne(string? name) => entry.Commands.Contains(name, StringComparer.OrdinalIgnoreCase);
        // Kandji's own name says more than MDM's, which several actions share. The only command since then needs no name, unless it may be
        // something else, or somebody relies on a device being locked or erased that is not.
        return since.Find(command => IsOne(command.CommandType))
            ?? since.Find(command => IsOne(command.RequestType))
            ?? (since.Count == 1 && wasQueued && !entry.Destructive ? since[0] : null);
    }
}
