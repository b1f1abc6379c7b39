namespace Kandji.Client.Http;

/// <summary>The kinds of errors that a program may need to distinguish.</summary>
public enum KandjiErrorKind
{
    /// <summary>The request was refused as wrong (400, 405, 409, 422 and other 4xx).</summary>
    BadRequest,

    /// <summary>The token is missing, mistyped, revoked, or belongs to another tenant (401).</summary>
    Unauthorized,

    /// <summary>The token lacks the permission for this operation (403).</summary>
    Forbidden,

    /// <summary>The object does not exist (404).</summary>
    NotFound,

    /// <summary>The rate limit was still exceeded after waiting as long as was sensible (429).</summary>
    RateLimited,

    /// <summary>The service failed (5xx).</summary>
    ServerError,

    /// <summary>The host could not be reached; nothing was sent.</summary>
    Unreachable,

    /// <summary>No answer came in time, or the connection broke while reading. Nothing was changed.</summary>
    NoAnswer,

    /// <summary>A change was sent and no answer tells what became of it: it may have been carried out. It was not sent again.</summary>
    OutcomeUnknown,

    /// <summary>An answer came that is not what this operation answers: not JSON, an HTML page, cut short, or too large.</summary>
    InvalidResponse,

    /// <summary>The server redirected elsewhere; the token was not sent there.</summary>
    Redirected,

    /// <summary>A list ended before everything was read, or repeated itself without getting on.</summary>
    IncompleteList,

    /// <summary>The client was disposed of before the answer came. Nothing was changed.</summary>
    Closed,

    /// <summary>
    /// The request may change something, and the client was made for reading only. Nothing was sent. See
    /// <see cref="KandjiClientOptions.IsReadOnly"/>.
    /// </summary>
    ReadOnlyTenant,
}
