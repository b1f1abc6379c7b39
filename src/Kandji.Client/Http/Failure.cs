using System;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Kandji.Client.Http;

/// <summary>Whether a failed request may be sent again.</summary>
internal enum Repeat
{
    Never,
    WhenItMayPass,
    AfterRateLimit,
}

/// <summary>A failed attempt: what it means, whether to try again, and what to tell a person.</summary>
internal sealed class Failure
{
    private readonly ApiRequest _request;
    private readonly KandjiErrorKind _kind;
    private readonly string? _words;
    private readonly string _advice;
    private readonly Exception? _cause;
    private readonly HttpStatusCode? _status;
    private readonly string? _requestId;

    private Failure(ApiRequest request, KandjiErrorKind kind, Repeat repeat, string summary, string? words, string advice, HttpStatusCode? status, Exception? cause, string? requestId = null)
    {
        _request = request;
        _kind = kind;
        Repeat = repeat;
        Summary = summary;
        _words = words;
        _advice = advice;
        _status = status;
        _cause = cause;
        _requestId = requestId;
    }

    public Repeat Repeat { get; }

    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What happened, in a few words.</summary>
    public string Summary { get; }

    /// <summary>The server answered with an error.</summary>
    public static Failure FromAnswer(ApiRequest request, ApiResponse response, TimeProvider clock)
    {
        (string? words, string? requestId) = ErrorBody.Read(response.Body);
        int status = (int)response.Status;
        TimeSpan? retryAfter = ReadRetryAfter(response.Headers, clock.GetUtcNow());
        bool isRead = request.Operation.IsRead;
        string summary = string.Format(CultureInfo.InvariantCulture, "{0} {1}", status, Reason(response.Status));
        (KandjiErrorKind kind, Repeat repeat, string advice) = status switch
        {
            401 => (KandjiErrorKind.Unauthorized, Repeat.Never,
                "The token was not accepted: it is mistyped, revoked, or belongs to another tenant. Create one in Settings > Access > API tokens and connect again."),
            403 => (KandjiErrorKind.Forbidden, Repeat.Never,
                $"The token lacks the permission '{request.Operation.Permission}'. Tick it in Settings > Access > API tokens, section {request.Operation.Section}."),
            404 => (KandjiErrorKind.NotFound, Repeat.Never, "There is no such object in this tenant."),
            429 => (KandjiErrorKind.RateLimited, Repeat.AfterRateLimit,
                "The tenant's rate limit (50 requests a second and 10,000 an hour unless the vendor set others, shared by every client) stayed exhausted. Try again later."),
            // The gateway sends Retry-After with a 503 that it did not pass on; only then is a change known not to have run.
            503 when !isRead && retryAfter is not null => (KandjiErrorKind.ServerError, Repeat.WhenItMayPass, "The service was busy and did nothing. Try again later."),
            503 when !isRead && request.Operation.Path.StartsWith("/api/v1/library/", StringComparison.Ordinal) =>
                (KandjiErrorKind.ServerError, Repeat.Never, "An upload to the library is still being processed. Wait a minute and try again."),
            500 or 502 or 503 or 504 when isRead => (KandjiErrorKind.ServerError, Repeat.WhenItMayPass, "The service failed. Try again later."),
            500 or 502 or 503 or 504 => (KandjiErrorKind.OutcomeUnknown, Repeat.Never, UnknownOutcome(request)),
            >= 500 => (KandjiErrorKind.ServerError, Repeat.Never, "The service failed."),
            >= 300 and < 400 => (KandjiErrorKind.Redirected, Repeat.Never,
                "The server sends elsewhere and the token was not sent there. Check the tenant's address: its API URL is shown in Settings > Access."),
            _ => (KandjiErrorKind.BadRequest, Repeat.Never, "The service refused the request; nothing was changed."),
        };
        return new Failure(request, kind, repeat, summary, words, advice, response.Status, null, requestId) { RetryAfter = retryAfter };
    }

    /// <summary>No whole answer came.</summary>
    public static Failure FromTransport(ApiRequest request, AttemptFailedException e, Uri baseAddress)
    {
        if (e.InnerException is ResponseTooLargeException)
            return new Failure(request, KandjiErrorKind.InvalidResponse, Repeat.Never, e.Message, null, "Ask for less at a time.", e.Status, e.InnerException);
        if (!e.WasSent)
        {
            return new Failure(request, KandjiErrorKind.Unreachable, Repeat.WhenItMayPass, e.Message, null,
                $"The host is {baseAddress.Authority}. Nothing was sent. Check the network, the proxy, and the tenant's address ('acme' or 'acme.api.kandji.io').",
                null, e.InnerException);
        }
        if (request.Operation.IsRead)
            return new Failure(request, KandjiErrorKind.NoAnswer, Repeat.WhenItMayPass, e.Message, null, $"The host is {baseAddress.Authority}. Nothing was changed. Try again later.", e.Status, e.InnerException);
        return new Failure(request, KandjiErrorKind.OutcomeUnknown, Repeat.Never, e.Message, null, UnknownOutcome(request), e.Status, e.InnerException);
    }

    /// <summary>An answer came with a body that is not what the operation answers.</summary>
    public static Failure FromBrokenBody(ApiRequest request, ApiResponse response, Exception cause)
    {
        bool isRead = request.Operation.IsRead;
        string found = response.Body.IsEmpty ? "an empty body"
            : response.Body[0] == '<' ? "an HTML page"
            : $"{response.Body.Length} bytes of {response.ContentType ?? "no content type"} that cannot be read as JSON";
        return new Failure(request, KandjiErrorKind.InvalidResponse, isRead ? Repeat.WhenItMayPass : Repeat.Never,
            "the answer is " + found,
            null,
            isRead
                ? "Something between here and the service may have answered in its place (a proxy, a sign-in page), or the answer was cut short."
                : "The service accepted the request; only its answer could not be read. Do not send it again before looking.",
            response.Status, cause);
    }

    /// <summary>Makes the exception that ends the call.</summary>
    public KandjiApiException ToException(int attempts)
    {
        string said = _words ?? Capitalize(Summary);
        string message = string.Format(
            CultureInfo.InvariantCulture, "{0} ({1} {2}{3}{4}) {5}",
            said.TrimEnd(' ', '.') + ".", _request.Operation.Method.Method, _request.PathAndQuery,
            _words is null ? "" : ": " + Summary, attempts > 1 ? $", {attempts} attempts" : "", _advice);
        return new KandjiApiException(_kind, message, _cause)
        {
            StatusCode = _status,
            ServerMessage = _words,
            Method = _request.Operation.Method.Method,
            Path = _request.PathAndQuery,
            Permission = _request.Operation.Permission,
            RequestId = _requestId,
            RetryAfter = RetryAfter,
            Attempts = attempts,
        };
    }

    /// <summary>Seconds or a date; null when absent, in the past, or no time at all.</summary>
    internal static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } known)
        {
            TimeSpan? pause = known.Delta ?? (known.Date is { } date ? date - now : null);
            return pause is { } p && p >= TimeSpan.Zero ? p : null;
        }
        return null;
    }

    private static string UnknownOutcome(ApiRequest request)
    {
        string path = request.PathAndQuery;
        string look = path.Contains("/action/")
            ? "Look at the device's commands and activity (Get-KandjiDeviceCommand, Get-KandjiDeviceActivity) before you repeat it."
            : "Read the object again before you repeat it.";
        return "The request was sent and no answer tells what became of it: it may have been carried out, and was not sent again. " + look;
    }

    private static string Reason(HttpStatusCode status) => (int)status switch
    {
        429 => "Too Many Requests",
        _ => Json.ApiName.ToSnakeCase(status.ToString()).Replace('_', ' '),
    };

    private static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
