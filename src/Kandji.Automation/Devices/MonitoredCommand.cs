using Kandji.Client.Devices;
using Kandji.Client.Http;

namespace Kandji.Automation.Devices;

/// <summary>A command that is waited for.</summary>
/// <param name="deviceId">The device's id.</param>
/// <param name="find">Finds the command among those of the device.</param>
/// <param name="subject">The object that the caller waits for.</param>
internal sealed class MonitoredCommand(string deviceId, Func<IReadOnlyList<DeviceCommand>, CommandMatches> find, object subject)
{
    private int _misses;

    public string DeviceId { get; } = deviceId;

    public object Subject { get; } = subject;

    /// <summary>
    /// After how many looks in a row that do not show the command it does not exist; null: it exists, and may show later.
    /// </summary>
    public int? MissesUntilMissing { get; init; }

    /// <summary>The command as it was last seen; null when it was not.</summary>
    public DeviceCommand? Command { get; private set; }

    /// <summary>The commands that it may be, when they cannot be told apart; empty otherwise.</summary>
    public IReadOnlyList<DeviceCommand> Candidates { get; private set; } = [];

    /// <summary>Why the device's commands cannot be read.</summary>
    public KandjiApiException? Failure { get; private set; }

    /// <summary>Why the last look saw nothing, when the next may see more; null when it saw.</summary>
    public string? Trouble { get; set; }

    public bool HasEnded { get; private set; }

    public CommandMatches Find(IReadOnlyList<DeviceCommand> commands) => find(commands);

    public void Look(CommandMatches found)
    {
        Trouble = null;
        if (found.Commands.Count == 0)
        {
            // The service shows a command some time after it took it, and a list may be read while it changes.
            HasEnded = Command?.HasEnded ?? (++_misses >= MissesUntilMissing);
            return;
        }
        _misses = 0;
        if (found.Commands.Count > 1 || !found.AreCertain)
        {
            // More looks show more commands, never fewer.
            Command = null;
            Candidates = found.Commands;
            HasEnded = true;
            return;
        }
        Command = found.Commands[0];
        HasEnded = Command.HasEnded;
    }

    public void Fail(KandjiApiException failure)
    {
        Failure = failure;
        HasEnded = true;
    }
}
