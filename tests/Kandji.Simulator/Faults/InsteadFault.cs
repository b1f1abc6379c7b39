namespace Kandji.Simulator;

internal sealed record InsteadFault(Func<RequestEntry, (int Status, string? Body)> Make) : Fault;
