namespace Kandji.Simulator;

internal sealed record DelayFault(TimeSpan Delay) : Fault;
