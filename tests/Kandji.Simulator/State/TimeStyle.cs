namespace Kandji.Simulator.State;

/// <summary>The forms in which the service writes a time.</summary>
public enum TimeStyle
{
    /// <summary><c>2026-01-20T08:15:36.087016Z</c></summary>
    Iso,

    /// <summary><c>2026-01-20 08:15:36.087016+00:00</c></summary>
    SpaceWithZone,

    /// <summary><c>2026-01-20 08:15:36.000000</c>, UTC all the same.</summary>
    SpaceWithoutZone,

    /// <summary><c>Jan 20, 2026 at 8:15:36 AM</c>, UTC all the same.</summary>
    Spoken,

    /// <summary>An empty string, whatever the time.</summary>
    EmptyText,

    /// <summary>null, whatever the time.</summary>
    Null,
}
