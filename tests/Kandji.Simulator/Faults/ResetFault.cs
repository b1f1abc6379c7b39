namespace Kandji.Simulator;

internal sealed record ResetFault(bool Execute) : Fault;
