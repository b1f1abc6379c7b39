namespace Kandji.Automation.Configuration.Sync;

/// <summary>The scope of a job.</summary>
/// <param name="Kinds">The kinds.</param>
/// <param name="IsNamed">Indicates whether a name is one of those that were asked for; null for all.</param>
internal sealed record ConfigurationScope(IReadOnlyCollection<ConfigurationKind> Kinds, Func<string, bool>? IsNamed = null)
{
    /// <summary>Everything.</summary>
    public static ConfigurationScope All { get; } = new(ConfigurationKinds.Comparable);

    /// <summary>Indicates whether a thing is one of those that were asked for.</summary>
    public bool Includes(ConfigurationKind kind, string name) => Kinds.Contains(kind) && IsNamed?.Invoke(name) != false;
}
