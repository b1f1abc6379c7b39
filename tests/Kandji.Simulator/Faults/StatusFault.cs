namespace Kandji.Simulator;

internal sealed record StatusFault(int Code, string? Body, string? ContentType, string? RetryAfter) : Fault
{
    public string? Location { get; init; }
}
