namespace Kandji.Simulator.State;

/// <summary>A note on a device.</summary>
public sealed class SimulatedNote
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who wrote it.</summary>
    public string Author { get; set; } = "";

    /// <summary>Its text, which may be HTML.</summary>
    public string Content { get; set; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
