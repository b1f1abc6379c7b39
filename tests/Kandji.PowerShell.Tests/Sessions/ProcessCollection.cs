namespace Kandji.PowerShell.Tests.Sessions;

// Counts what the whole process has: nothing else may run beside it.
[CollectionDefinition(nameof(ProcessCollection), DisableParallelization = true)]
public sealed class ProcessCollection;
