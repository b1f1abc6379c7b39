namespace Kandji.Automation.Tests;

/// <summary>Tests that measure the memory of the process. They run when no others do.</summary>
[CollectionDefinition(nameof(SequentialCollection), DisableParallelization = true)]
public sealed class SequentialCollection;
