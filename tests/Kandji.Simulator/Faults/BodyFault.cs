namespace Kandji.Simulator;

internal sealed record BodyFault(int? ResetAfter = null, TimeSpan Delay = default, int ChunkSize = int.MaxValue) : Fault;
