namespace Kandji.Client.Tests.Support;

/// <summary>Tests that measure the whole process, or change it, run after all others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SequentialCollection
{
    public const string Name = "SequentialCollection";
}
