using Kandji.Client.Library;

namespace Kandji.Automation.Health;

/// <summary>A library item of a tenant, of whatever kind.</summary>
internal sealed class FleetLibraryItem
{
    /// <summary>The kind; LibraryItem for one that only blueprints name.</summary>
    public required FindingSubjectKind Kind { get; init; }

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The item as the library has it; null for one that only blueprints name.</summary>
    public ILibraryItem? Source { get; init; }
}
