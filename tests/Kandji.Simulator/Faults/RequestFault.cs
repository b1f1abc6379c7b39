namespace Kandji.Simulator;

internal sealed record RequestFault(Action<RequestEntry> Action) : Fault;
