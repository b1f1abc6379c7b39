using System.Net;

namespace Kandji.Client.Http;

/// <summary>
/// The one exception for a call that failed. <see cref="Exception.Message"/> begins with the server's own words where it
/// gave any, then names the request, then says what to do. It never contains the token.
/// </summary>
public sealed class KandjiApiException : Exception
{
    /// <summary>Describes a failed call.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">The whole message for a person.</param>
    /// <param name="innerException">The exception that is the cause, if any.</param>
    public KandjiApiException(KandjiErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
    }

    /// <summary>The kind of error.</summary>
    public KandjiErrorKind Kind { get; }

    /// <summary>The HTTP status of the answer; null when none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The message of the server, unchanged; null when there was none.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>The HTTP method of the request.</summary>
    public string? Method { get; init; }

    /// <summary>The path and query of the request, without host.</summary>
    public string? Path { get; init; }

    /// <summary>The permission that the operation needs, as Settings &gt; Access names it.</summary>
    public string? Permission { get; init; }

    /// <summary>The id that the service's gateway gave this request, to quote to the vendor's support.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the server asked to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; init; }
}
