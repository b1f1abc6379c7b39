namespace Kandji.Simulator.State;

/// <summary>How commands get on once they are sent.</summary>
public sealed class CommandProgress
{
    private CommandProgress(CommandStatus end)
    {
        End = end;
    }

    /// <summary>Done as soon as it is sent.</summary>
    public static CommandProgress Immediate { get; } = new(CommandStatus.Completed);

    /// <summary>Pending for good: the device is off.</summary>
    public static CommandProgress Never { get; } = new(CommandStatus.Pending);

    /// <summary>The device answers "not now" and is asked again later, for good.</summary>
    public static CommandProgress NotNow { get; } = new(CommandStatus.NotNow);

    internal CommandStatus End { get; }

    internal int Polls { get; private init; }

    internal TimeSpan Time { get; private init; }

    internal IReadOnlyList<CommandError> Errors { get; private init; } = [];

    /// <summary>Done when the commands have been read so often: running after the first time, unless that is the last.</summary>
    public static CommandProgress AfterPolls(int polls) => new(CommandStatus.Completed) { Polls = polls };

    /// <summary>Done when so much time has passed on the tenant's clock, running from half of it.</summary>
    public static CommandProgress After(TimeSpan time) => new(CommandStatus.Completed) { Time = time };

    /// <summary>Fails as soon as it is sent; without errors of one's own, with one that devices often give.</summary>
    public static CommandProgress Fail(params CommandError[] errors) => new(CommandStatus.Failed)
    {
        Errors = errors.Length > 0
            ? errors
            : [new(12021, "MCMDMErrorDomain", "The device does not know this request.")],
    };
}
