using Kandji.Client.Devices;

namespace Kandji.Automation.Devices;

/// <summary>The commands of a device that may be the one that is looked for.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="AreCertain">Indicates whether one of them, if it is alone, is certain to be it.</param>
/// <param name="AreExact">Indicates whether it was found by its id.</param>
internal readonly record struct CommandMatches(IReadOnlyList<DeviceCommand> Commands, bool AreCertain, bool AreExact = false)
{
    /// <summary>Finds a command by its id.</summary>
    public static CommandMatches ById(IEnumerable<DeviceCommand> commands, string id) =>
        new(commands.Where(command => string.Equals(command.Uuid, id, StringComparison.OrdinalIgnoreCase)).Take(1)
            .ToList(), AreCertain: true, AreExact: true);
}
