namespace Kandji.Simulator;

internal sealed record ReplacementFault(Func<RequestEntry, (int Status, string? Body)> Make) : Fault;
