namespace Kandji.Simulator;

internal sealed record ResponseFault(Func<string, string>? Rewrite, string? ContentType, (string Name, string? Value)? Extra) : Fault;
