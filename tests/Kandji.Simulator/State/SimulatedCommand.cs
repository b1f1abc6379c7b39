using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>An MDM command sent to a device.</summary>
public sealed class SimulatedCommand
{
    /// <summary>Its id.</summary>
    public required string Uuid { get; init; }

    /// <summary>What the service calls it.</summary>
    public required string CommandType { get; init; }

    /// <summary>What MDM calls it.</summary>
    public required string RequestType { get; init; }

    /// <summary>How far it is.</summary>
    public CommandStatus Status { get; set; } = CommandStatus.Pending;

    /// <summary>Why it failed, outermost first.</summary>
    public IReadOnlyList<CommandError> Errors { get; set; } = [];

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>When the device was last told to fetch it.</summary>
    public DateTimeOffset? LastPushedAt { get; set; }

    /// <summary>What else the service keeps about it.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Whether it is still to end.</summary>
    public bool IsOpen => Status is CommandStatus.Pending or CommandStatus.Running or CommandStatus.NotNow;

    internal CommandProgress Progress { get; init; } = CommandProgress.Immediate;

    internal int Polls { get; set; }

    // What the command does to the device, once it is done.
    internal Action? Effect { get; init; }

    internal Action? Failure { get; init; }
}
