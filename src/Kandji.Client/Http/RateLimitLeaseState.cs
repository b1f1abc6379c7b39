namespace Kandji.Client.Http;

internal enum RateLimitLeaseState
{
    Waiting,
    Left,
    Answered,
}
