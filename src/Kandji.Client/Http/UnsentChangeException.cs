namespace Kandji.Client.Http;

/// <summary>
/// A change that a client that only plans was asked for, and did not send. It is no failure of a call: whoever plans takes the request from
/// it.
/// </summary>
/// <param name="request">The request.</param>
internal sealed class UnsentChangeException(ApiRequest request)
    : Exception($"{request.Operation} was not sent, because the change is only planned.")
{
    /// <summary>The request.</summary>
    public ApiRequest Request { get; } = request;
}
