namespace Kandji.Simulator;

internal sealed record HangFault(bool Execute) : Fault;
