using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Kandji.Client.Json;

namespace Kandji.Client.Http;

/// <summary>A failed attempt: what it means, whether to try again, and what to tell a person.</summary>
internal sealed class RequestFailure
{
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    private readonly ApiRequest _request;
    private readonly KandjiErrorKind _kind;
    private readonly string? _serverMessage;
    private readonly string _advice;
    private readonly Exception? _cause;
    private readonly HttpStatusCode? _status;
    private readonly string? _requestId;

    private RequestFailure(
        ApiRequest request, KandjiErrorKind kind, RetryRule retryRule, string summary, string? serverMessage, string advice,
        HttpStatusCode? status, Exception? cause, string? requestId = null)
    {
        _request = request;
        _kind = kind;
        RetryRule = retryRule;
        Summary = summary;
        _serverMessage = serverMessage;
        _advice = advice;
        _status = status;
        _cause = cause;
        _requestId = requestId;
    }

    public RetryRule RetryRule { get; }

    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>A short description of the failure.</summary>
    public string Summary { get; }

    /// <summary>The server answered with an error.</summary>
    /// <param name="request">The request that was sent.</param>
    /// <param name="response">The answer.</param>
    /// <param name="clock">Tells how far away a date in the answer is.</param>
    /// <param name="redact">Takes out of the server's words what nobody may see.</param>
    public static RequestFailure FromAnswer(ApiRequest request, ApiResponse response, TimeProvider clock, Func<string, string> redact)
    {
        (string? serverMessage, string? requestId) = ErrorBody.Read(response.Body, redact);
        int status = (int)response.Status;
        TimeSpan? retryAfter = ReadRetryAfter(response.Headers, clock.GetUtcNow());
        bool asksForRetry = response.Headers.RetryAfter is not null;
        bool isRead = request.Operation.IsRead;
        string summary = ReasonPhrase.WithNumber(response.Status);
        (KandjiErrorKind kind, RetryRule retryRule, string advice) = status switch
        {
            401 => (KandjiErrorKind.Unauthorized, RetryRule.Never,
                "The token was not accepted: it is mistyped, revoked, or belongs to another tenant. Create one in Settings > Access > API "
                    + "tokens and connect again."),
            403 => (KandjiErrorKind.Forbidden, RetryRule.Never,
                $"The token lacks the permission '{request.Operation.Permission}'. Tick it in Settings > Access > API tokens, section "
                    + $"{request.Operation.Section}. Test-KandjiPermission shows what the token may do."),
            404 => (KandjiErrorKind.NotFound, RetryRule.Never, "The object does not exist in this tenant."),
            429 => (KandjiErrorKind.RateLimited, RetryRule.AfterRateLimit,
                "The tenant's rate limit (50 requests a second and 10,000 an hour unless the vendor set others, shared by every client) "
                    + "stayed exhausted. Try again later."),
            503 when request.FollowsUpload && ErrorBody.SaysProcessing(response.Body) => (
                KandjiErrorKind.ServerError, RetryRule.WhenProcessed,
                "The service did not finish processing the uploaded file in time, and did nothing else. Wait, then run the command again."),
            // The gateway sends Retry-After with a 503 that it did not pass on; only then is a change known not to have run.
            503 when !isRead && asksForRetry =>
                (KandjiErrorKind.ServerError, RetryRule.WhenItMayPass, "The service was busy and did nothing. Try again later."),
            501 or 505 => (KandjiErrorKind.ServerError, RetryRule.Never, "The service does not support this request. Nothing was changed."),
            // 100 or 101 at the end: no answer at all to the request.
            < 200 or 408 or >= 500 when isRead =>
                (KandjiErrorKind.ServerError, RetryRule.WhenItMayPass, "The service failed. Try again later."),
            < 200 or 408 or >= 500 => (KandjiErrorKind.OutcomeUnknown, RetryRule.Never, UnknownOutcome(request)),
            // No part was asked for. Something in between that cuts answers to pieces may let the next one through.
            206 when isRead => (KandjiErrorKind.InvalidResponse, RetryRule.WhenItMayPass,
                "A part of an answer came, and all of it was asked for. Something between here and the service may have cut it (a proxy)."),
            206 => (KandjiErrorKind.OutcomeUnknown, RetryRule.Never, UnknownOutcome(request)),
            // So a web server leads away from what it has just done, as well as to where one signs in.
            302 or 303 when !isRead => (KandjiErrorKind.OutcomeUnknown, RetryRule.Never, UnknownOutcome(request)),
            >= 300 and < 400 => (KandjiErrorKind.Redirected, RetryRule.Never,
                "The server redirected the request. The redirect was not followed. Check the tenant's address: its API URL is shown in "
                    + "Settings > Access."),
            _ => (KandjiErrorKind.BadRequest, RetryRule.Never,
                isRead ? "The service refused the request." : "The service refused the request; nothing was changed."),
        };
        return new RequestFailure(request, kind, retryRule, summary, serverMessage, advice, response.Status, null, requestId)
            { RetryAfter = retryAfter };
    }

    /// <summary>No whole answer came.</summary>
    public static RequestFailure FromTransport(ApiRequest request, AttemptFailedException e, Uri baseAddress)
    {
        if (e.InnerException is ResponseTooLargeException && request.Operation.IsRead)
            return new RequestFailure(
                request, KandjiErrorKind.InvalidResponse, RetryRule.Never, e.Message, null, "Ask for less at a time.", e.Status,
                e.InnerException);
        if (!e.WasSent)
        {
            return new RequestFailure(request, KandjiErrorKind.Unreachable, RetryRule.WhenItMayPass, e.Message, null,
                $"The host is {baseAddress.Authority}. Nothing was sent. Check the network, the proxy, and the address of the tenant.",
                null, e.InnerException);
        }
        if (request.Operation.IsRead)
            return new RequestFailure(
                request, KandjiErrorKind.NoAnswer, RetryRule.WhenItMayPass, e.Message, null,
                $"The host is {baseAddress.Authority}. Nothing was changed. Try again later.", e.Status, e.InnerException);
        return new RequestFailure(
            request, KandjiErrorKind.OutcomeUnknown, RetryRule.Never, e.Message, null, UnknownOutcome(request), e.Status, e.InnerException);
    }

    /// <summary>The client was closed before an answer came, and nothing was changed.</summary>
    public static RequestFailure FromClosing(ApiRequest request) =>
        new(request, KandjiErrorKind.Closed, RetryRule.Never, "the session was closed", null, "Nothing was changed. Connect again.",
            null, null);

    /// <summary>The request may change something, and the client only reads.</summary>
    public static RequestFailure FromReadOnly(ApiRequest request, Uri baseAddress) =>
        new(request, KandjiErrorKind.ReadOnlyTenant, RetryRule.Never,
            $"the tenant {baseAddress.Authority} is connected for reading only", null,
            "The request may change something and was not sent. Connect without read-only to make changes.", null, null);

    /// <summary>An answer came with a body that is not what the operation answers.</summary>
    public static RequestFailure FromBrokenBody(ApiRequest request, ApiResponse response, Exception cause)
    {
        string? kind = response.JsonKind;
        string summary = "the answer is " + (response.Body.IsEmpty ? "empty"
            : response.IsPage ? "an HTML page"
            : kind is not null ? kind + "; " + ExpectedBy(cause)
            : $"{response.Body.Length} bytes of {response.ContentType ?? "no content type"} that cannot be read as JSON");
        if (!request.Operation.IsRead)
            return new RequestFailure(
                request, KandjiErrorKind.OutcomeUnknown, RetryRule.Never, summary, null, UnknownOutcome(request), response.Status, cause);
        // An answer that was received completely and does not fit will not fit the next time either.
        return kind is not null
            ? new RequestFailure(request, KandjiErrorKind.InvalidResponse, RetryRule.Never, summary, null,
                "The service, or something that answers in its place, does not answer this request as it is known to. Check the tenant's "
                    + "address: its API URL is shown in Settings > Access.",
                response.Status, cause)
            : new RequestFailure(request, KandjiErrorKind.InvalidResponse, RetryRule.WhenItMayPass, summary, null,
                "Something between here and the service may have answered in its place (a proxy, a sign-in page), or the answer was cut "
                    + "short.",
                response.Status, cause);
    }

    /// <summary>Makes the exception that ends the call.</summary>
    public KandjiApiException ToException(int attempts)
    {
        string said = _serverMessage ?? Capitalize(Summary);
        string message = string.Format(
            CultureInfo.InvariantCulture, "{0} ({1} {2}{3}{4}) {5}",
            said.TrimEnd(' ', '.') + ".", _request.Operation.Method.Method, _request.PathAndQuery,
            _serverMessage is null ? "" : ": " + Summary, attempts > 1 ? $", {attempts} attempts" : "", _advice);
        return new KandjiApiException(_kind, message, _cause)
        {
            StatusCode = _status,
            ServerMessage = _serverMessage,
            Method = _request.Operation.Method.Method,
            Path = _request.PathAndQuery,
            Permission = _request.Operation.Permission,
            RequestId = _requestId,
            RetryAfter = RetryAfter,
            Attempts = attempts,
        };
    }

    /// <summary>
    /// Reads how long an answer asks to wait, in seconds or as a date; null when it does not, or names no time in the future. A date is
    /// the service's, so it is taken by the service's clock, as the answer tells it. Where it does not, this machine's has to do, which may
    /// be wrong by hours: then the wait is a minute at most.
    /// </summary>
    internal static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? pause = headers.RetryAfter?.Delta;
        if (headers.RetryAfter?.Date is { } date)
        {
            pause = date - (headers.Date ?? now);
            if (headers.Date is null && pause > MaxClockDifference)
                pause = MaxClockDifference;
        }
        return pause > TimeSpan.Zero ? pause : null;
    }

    private static string UnknownOutcome(ApiRequest request)
    {
        string path = request.PathAndQuery;
        string look = path.Contains("/action/")
            ? "Look at the device's commands and activity (Get-KandjiDeviceCommand, Get-KandjiDeviceActivity) before you repeat it."
            : "Read the object again before you repeat it.";
        return "The request was sent, but its outcome is unknown: the change may have been made. It was not sent again. " + look;
    }

    private static string ExpectedBy(Exception cause) =>
        cause is UnexpectedJsonException ? cause.Message : "something else was expected";

    private static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
