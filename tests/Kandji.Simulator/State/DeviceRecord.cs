using System.Text.Json.Nodes;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.State;

/// <summary>
/// The records of one device beside its row: commands, activity, notes. A fleet of thousands makes it only for
/// the devices that are asked about; the same device always starts with the same past.
/// </summary>
public sealed class DeviceRecord
{
    private readonly Lock _gate = new();
    private readonly SimulatedDevice _device;
    private readonly List<SimulatedCommand> _commands;
    private readonly List<JsonObject> _activity;
    private readonly List<SimulatedNote> _notes;
    private int _nextActivityId;

    internal DeviceRecord(SimulatedDevice device)
    {
        _device = device;
        var past = new DeviceHistorySeed(device);
        _commands = past.Commands();
        _activity = past.Activity(_commands);
        _notes = past.Notes();
        _nextActivityId = _activity.Count > 0 ? (int)_activity[^1]["id"]! + 1 : 1;
    }

    /// <summary>The commands so far, oldest first. Reading them here is no poll.</summary>
    public IReadOnlyList<SimulatedCommand> Commands
    {
        get
        {
            lock (_gate)
                return Ordered(_commands);
        }
    }

    /// <summary>Adds a command that somebody else sent.</summary>
    public void Add(SimulatedCommand command)
    {
        lock (_gate)
            _commands.Add(command);
    }

    /// <summary>The activity so far, oldest first, as the API shows it.</summary>
    public IReadOnlyList<JsonObject> Activity
    {
        get
        {
            lock (_gate)
                return Ordered(_activity);
        }
    }

    /// <summary>The notes, oldest first.</summary>
    public IReadOnlyList<SimulatedNote> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    /// <summary>Library items of this device; replace to say otherwise.</summary>
    public IReadOnlyList<JsonObject> LibraryItems
    {
        get => field ??= new DeviceHistorySeed(_device).LibraryItems();
        set;
    }

    /// <summary>Parameters of this device; replace to say otherwise.</summary>
    public IReadOnlyList<JsonObject> Parameters
    {
        get => field ??= new DeviceHistorySeed(_device).Parameters();
        set;
    }

    /// <summary>Applications on this device; replace to say otherwise.</summary>
    public IReadOnlyList<JsonObject> Apps
    {
        get => field ??= new DeviceHistorySeed(_device).Apps();
        set;
    }

    /// <summary>The secrets kept for this device.</summary>
    public DeviceSecrets Secrets
    {
        get => field ??= new DeviceHistorySeed(_device).Secrets();
        set;
    }

    /// <summary>Sends a command, and lets it progress as far as it goes at once.</summary>
    internal SimulatedCommand Send(
        TenantState state, string commandType, string requestType, JsonObject metadata, CommandEffects effects, bool exclusive)
    {
        var now = state.Clock.GetUtcNow();
        var command = new SimulatedCommand
        {
            Uuid = Guid.NewGuid().ToString(),
            CommandType = commandType,
            RequestType = requestType,
            RequestedAt = now,
            LastPushedAt = now,
            Attempts = 1,
            Metadata = metadata,
            Progress = _device.CommandProgress ?? state.CommandProgress,
            Effect = effects.Done ?? (static () => { }),
            Failure = effects.Failed,
        };
        lock (_gate)
        {
            Progress(now, isPoll: false);
            if (exclusive && _commands.Any(c => c.IsOpen && c.CommandType == commandType))
                throw Http.ApiErrorException.BadRequest("Command already running", ErrorShape.Error);
            _commands.Add(command);
            effects.Accepted?.Invoke();
            Note("mdm_command_queued", command, now);
            Progress(now, isPoll: false);
        }

        return command;
    }

    /// <summary>Indicates whether commands and activity are listed newest first. The service does not say in which order.</summary>
    public bool IsNewestFirst { get; set; }

    /// <summary>The commands as a client sees them, for which the device may have got on.</summary>
    internal IReadOnlyList<SimulatedCommand> Poll(DateTimeOffset now)
    {
        lock (_gate)
        {
            Progress(now, isPoll: true);
            return Ordered(_commands);
        }
    }

    /// <summary>The activity as a client sees it.</summary>
    internal IReadOnlyList<JsonObject> ReadActivity(DateTimeOffset now)
    {
        lock (_gate)
        {
            Progress(now, isPoll: false);
            return Ordered(_activity);
        }
    }

    private T[] Ordered<T>(List<T> oldestFirst) => IsNewestFirst ? [.. Enumerable.Reverse(oldestFirst)] : [.. oldestFirst];

    internal void AddActivity(string type, JsonObject details, DateTimeOffset at)
    {
        lock (_gate)
            _activity.Add(DeviceHistorySeed.ActivityEntry(_device, _nextActivityId++, type, details, at));
    }

    internal SimulatedNote AddNote(string author, string content, DateTimeOffset now)
    {
        var note =
            new SimulatedNote { Id = Guid.NewGuid().ToString(), Author = author, Content = content, CreatedAt = now, UpdatedAt = now };
        lock (_gate)
            _notes.Add(note);
        return note;
    }

    internal SimulatedNote? FindNote(string id)
    {
        lock (_gate)
            return _notes.Find(n => n.Id == id);
    }

    internal bool RemoveNote(string id)
    {
        lock (_gate)
            return _notes.RemoveAll(n => n.Id == id) > 0;
    }

    private void Progress(DateTimeOffset now, bool isPoll)
    {
        foreach (var command in _commands)
        {
            if (!command.IsOpen || command.Effect is null)
                continue;
            if (isPoll)
                command.Polls++;

            var plan = command.Progress;
            var age = now - command.RequestedAt;
            var isDue = command.Polls >= plan.Polls && age >= plan.Time;
            if (!isDue)
            {
                if ((plan.Polls > 0 && command.Polls > 0) || (plan.Time > TimeSpan.Zero && age >= plan.Time / 2))
                    command.Status = CommandStatus.Running;
                continue;
            }

            command.Status = plan.End;
            command.Errors = plan.Errors;
            if (command.IsOpen)
                continue;

            command.CompletedAt = now;
            if (command.Status == CommandStatus.Completed)
                command.Effect();
            else
                command.Failure?.Invoke();
            Note(command.Status == CommandStatus.Completed ? "mdm_command_completed" : "mdm_command_failed", command, now);
        }
    }

    private void Note(string type, SimulatedCommand command, DateTimeOffset at) =>
        _activity.Add(DeviceHistorySeed.ActivityEntry(_device, _nextActivityId++, type, DeviceHistorySeed.ActivityDetails(command), at));
}
