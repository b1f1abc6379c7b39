namespace Kandji.Simulator;

internal sealed record QueryFault(IReadOnlyList<string> Names) : Fault;
