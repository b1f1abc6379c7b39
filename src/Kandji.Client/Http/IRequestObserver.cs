namespace Kandji.Client.Http;

/// <summary>
/// Is told what the pipeline does, while it does it. Its methods are called from any thread, several at once, and must
/// neither block nor throw. Nothing it is told contains the token.
/// </summary>
public interface IRequestObserver
{
    /// <summary>True to be told headers and bodies too (with secrets masked), which costs time.</summary>
    bool WantsExchanges { get; }

    /// <summary>An attempt ended, well or not.</summary>
    /// <param name="report">The request and its outcome.</param>
    void OnAttempt(AttemptReport report);

    /// <summary>The pipeline waits before the next attempt, for the rate limit or after a failure.</summary>
    /// <param name="report">Why and for how long.</param>
    void OnWaiting(WaitReport report);

    /// <summary>Something is not as it should be that makes no difference to the answer.</summary>
    /// <param name="text">A sentence for a person.</param>
    void OnNotice(string text);

    /// <summary>The text of an attempt's request or answer, secrets masked. Only when <see cref="WantsExchanges"/>.</summary>
    /// <param name="text">Several lines: headers, an empty line, the body.</param>
    void OnExchange(string text);
}
