using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>An MDM command sent to a device.</summary>
public sealed class SimulatedCommand
{
    /// <summary>Its id.</summary>
    public required string Uuid { get; init; }

    /// <summary>The service's name for it.</summary>
    public required string CommandType { get; init; }

    /// <summary>The MDM name for it.</summary>
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

    /// <summary>Other fields that the service keeps about it.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Indicates whether it is still to end.</summary>
    public bool IsOpen => Status is CommandStatus.Pending or CommandStatus.Running or CommandStatus.NotNow;

    internal CommandProgress Progress { get; init; } = CommandProgress.Immediate;

    internal int Polls { get; set; }

    // The effect of the command on the device, once it is done.
    internal Action? Effect { get; init; }

    internal Action? Failure { get; init; }
}
