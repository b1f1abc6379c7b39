using System.Net;

namespace Kandji.Client.Http;

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
