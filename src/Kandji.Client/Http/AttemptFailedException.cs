using System.Net;

namespace Kandji.Client.Http;

/// <summary>An attempt that brought no whole answer.</summary>
internal sealed class AttemptFailedException(string message, bool WasSent, HttpStatusCode? status, Exception cause)
    : Exception(message, cause)
{
    /// <summary>False only when it is certain that nothing of the request reached the service.</summary>
    public bool WasSent { get; } = WasSent;

    /// <summary>The status, when the answer broke off after its headers.</summary>
    public HttpStatusCode? Status { get; } = status;
}
