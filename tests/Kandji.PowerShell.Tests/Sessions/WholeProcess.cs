namespace Kandji.PowerShell.Tests.Sessions;

// Counts what the whole process has: nothing else may run beside it.
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
