using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;

namespace Kandji.Automation.Devices;

/// <summary>Knows the MDM command that an action becomes.</summary>
internal static class ActionCommands
{
    /// <summary>How far the service's time may be off here: the service tells it in whole seconds.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private static readonly HashSet<string> AllNames = new(
        ((DeviceAction[])Enum.GetValues(typeof(DeviceAction))).SelectMany(action => DeviceActionAttribute.For(action).Commands),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Indicates whether an action becomes a command that can be followed: those for Apple devices, and not what the service does by
    /// itself.
    /// </summary>
    public static bool CanFollow(DeviceAction action, string? platform) =>
        DeviceActionAttribute.For(action).Commands.Length > 0 && platform is not ("Windows" or "Android");

    /// <summary>The commands of a device that an action may have become.</summary>
    /// <param name="commands">The device's commands.</param>
    /// <param name="action">The action.</param>
    /// <param name="requestedAt">When it was sent, by the service's clock, which may be behind but is never ahead, in UTC.</param>
    /// <param name="answeredAt">When it was answered or given up, by the service's clock, in UTC.</param>
    public static CommandMatches Find(IEnumerable<DeviceCommand> commands, DeviceAction action, DateTime requestedAt, DateTime answeredAt)
    {
        List<DeviceCommand> found = Find(commands.Where(
            command => Requested(command) >= requestedAt - Tolerance && Requested(command) <= answeredAt + Tolerance).ToList(), action);
        DateTime second = new(requestedAt.Ticks - (requestedAt.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return new CommandMatches(found, AreCertain: found.TrueForAll(command => Requested(command) >= second));
    }

    /// <summary>The commands of a device that do what an action does, and that were requested since a time or have not ended.</summary>
    /// <param name="commands">The device's commands.</param>
    /// <param name="action">The action.</param>
    /// <param name="since">The time, by the service's clock, in UTC.</param>
    public static IReadOnlyList<DeviceCommand> FindSince(IEnumerable<DeviceCommand> commands, DeviceAction action, DateTime since) =>
        Find(commands.Where(command => !command.HasEnded || Requested(command) >= since).ToList(), action);

    // As instants: in the hour that comes twice when summer time ends, a local time does not tell which is meant.
    private static DateTime? Requested(DeviceCommand command) => command.DateRequested?.ToUniversalTime();

    private static List<DeviceCommand> Find(List<DeviceCommand> commands, DeviceAction action)
    {
        string[] names = DeviceActionAttribute.For(action).Commands;
        bool IsOne(string? name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
        // Kandji's own name says more than MDM's, which several actions share.
        List<DeviceCommand> found = commands.FindAll(command => IsOne(command.CommandType));
        return found.Count > 0
            ? found
            : commands.FindAll(command => IsOne(command.RequestType) && !AllNames.Contains(command.CommandType ?? ""));
    }
}
