namespace Kandji.Client.Http;

/// <summary>
/// Ends requests when their time is over, and at once when one is to wait for longer than there is time, as for an exhausted rate limit. It
/// remembers what was waited for.
/// </summary>
/// <param name="limit">The time that there is; null for no limit.</param>
/// <param name="observer">Is told of the requests too; may be null.</param>
/// <param name="requests">Ends the requests.</param>
internal sealed class RequestTimeLimit(Deadline? limit, IRequestObserver? observer, CancellationTokenSource requests) : IRequestObserver
{
    private volatile string? _waitedFor;
    private volatile bool _isOver;

    public bool WantsExchanges => observer?.WantsExchanges ?? false;

    /// <summary>Indicates whether the requests were ended because there was no time.</summary>
    public bool IsOver => _isOver || limit?.Token.IsCancellationRequested == true;

    /// <summary>Why there is no answer.</summary>
    public string Reason => _waitedFor is { } reason ? $"The last request waited for {reason}." : "The service did not answer.";

    public void OnAttempt(AttemptReport report)
    {
        observer?.OnAttempt(report);
        if (limit?.Left <= TimeSpan.Zero)
            End();
    }

    public void OnWaiting(WaitReport report)
    {
        _waitedFor = report.Reason;
        if (limit?.Left < report.Duration)
            End();
        else
            observer?.OnWaiting(report);
    }

    public void OnNotice(string text) => observer?.OnNotice(text);

    public void OnExchange(string text) => observer?.OnExchange(text);

    private void End()
    {
        _isOver = true;
        requests.Cancel();
    }
}
