using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>The base of the cmdlets that read or change many objects, several at once.</summary>
public abstract class ThrottledCmdlet : KandjiCmdlet
{
    private int? _throttleLimit;

    /// <summary>
    /// How many objects are read or changed at once, from 1 to 64. With 1, each is answered before the next is asked for. The tenant's rate
    /// limit is respected in any case. A command that changes objects and is stopped waits up to two seconds for the answers that are under
    /// way, and then shows what became of each object whose result it has not written.
    /// Above 1, answers are written after later objects have come in: with -PipelineVariable use 1.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit
    {
        get => _throttleLimit ?? DefaultThrottleLimit;
        set => _throttleLimit = value;
    }

    /// <summary>The limit when -ThrottleLimit is not given.</summary>
    private protected virtual int DefaultThrottleLimit => 16;

    /// <summary>
    /// Reads something for each of many objects, as many at once as -ThrottleLimit allows, and writes it in order. Make it once, add to it
    /// in <see cref="CancellableCmdlet.Process"/>, finish it in <see cref="CancellableCmdlet.End"/>.
    /// </summary>
    /// <param name="activity">The activity that the progress bar shows: <c>Reading details</c>.</param>
    /// <param name="write">Writes one item of an answer; <see cref="KandjiCmdlet.WriteModel"/> as a rule.</param>
    private protected FanOut<T> ReadMany<T>(string activity, Action<T> write) => ReadMany(activity, ThrottleLimit, write);
}
