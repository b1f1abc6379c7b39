using System;
using System.Net;

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

    /// <summary>The text of an attempt's request or answer, secrets masked. Only when <see cref="WantsExchanges"/>.</summary>
    /// <param name="text">Several lines: headers, an empty line, the body.</param>
    void OnExchange(string text);
}

/// <summary>One attempt of one request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, without host.</param>
/// <param name="Status">The answer's status; null when none came.</param>
/// <param name="Duration">From sending to the last byte of the answer.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="RemainingThisHour">The requests that remain in this hour, as the answer reports them; null when it does not.</param>
/// <param name="Failure">The reason why there is no answer; null when there is one.</param>
public sealed record AttemptReport(
    string Method,
    string Path,
    HttpStatusCode? Status,
    TimeSpan Duration,
    int Attempt,
    int? RemainingThisHour,
    string? Failure);

/// <summary>A pause of the pipeline.</summary>
/// <param name="Reason">Why, in a few words for a person.</param>
/// <param name="Duration">How long it will last.</param>
/// <param name="IsRateLimit">True when the rate limit is the reason.</param>
public sealed record WaitReport(string Reason, TimeSpan Duration, bool IsRateLimit)
{
    /// <summary>
    /// How long it has been waited for the same before: many short waits in a row are one long wait. For the rate limit, since the first
    /// refusal after which none of the session's requests was let through.
    /// </summary>
    public TimeSpan Waited { get; init; }
}
