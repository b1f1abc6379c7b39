using System;
using System.Globalization;

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

internal static class Times
{
    /// <summary>Writes a time; no time at all is an empty string unless the style is null.</summary>
    public static string? Write(DateTimeOffset? time, TimeStyle style)
    {
        if (style == TimeStyle.Null)
            return null;
        if (time is null || style == TimeStyle.EmptyText)
            return "";
        return time.Value.UtcDateTime.ToString(
            style switch
            {
                TimeStyle.SpaceWithZone => "yyyy-MM-dd HH:mm:ss.ffffff'+00:00'",
                TimeStyle.SpaceWithoutZone => "yyyy-MM-dd HH:mm:ss'.000000'",
                TimeStyle.Spoken => "MMM d, yyyy 'at' h:mm:ss tt",
                _ => "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            },
            CultureInfo.InvariantCulture);
    }

    public static string Iso(DateTimeOffset time) => Write(time, TimeStyle.Iso)!;

    public static string? IsoOrNull(DateTimeOffset? time) => time is null ? null : Iso(time.Value);
}
