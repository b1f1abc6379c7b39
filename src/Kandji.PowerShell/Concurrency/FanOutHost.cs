namespace Kandji.PowerShell.Concurrency;

/// <summary>The services that a fan-out uses of its cmdlet.</summary>
internal sealed class FanOutHost
{
    /// <summary>Waits for tasks on the cmdlet's thread.</summary>
    public required PipelineThread Thread { get; init; }

    /// <summary>Does something about one object and turns its failure into an error record; false when it failed.</summary>
    public required Func<object?, Action, bool> Guard { get; init; }

    /// <summary>Shows progress.</summary>
    public required Action<ProgressRecord> WriteProgress { get; init; }

    /// <summary>The clock that progress goes by.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Indicates whether requests wait, for the rate limit or before they are repeated, so long that it is shown.</summary>
    public Func<bool> IsWaiting { get; init; } = () => false;

    /// <summary>Is cancelled when the pipeline stops.</summary>
    public required CancellationToken StopToken { get; init; }
}
