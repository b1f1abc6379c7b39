using System.Globalization;

namespace Kandji.Simulator.State;

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
