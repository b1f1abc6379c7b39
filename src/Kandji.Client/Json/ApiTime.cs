using System.Globalization;

namespace Kandji.Client.Json;

/// <summary>Reads points in time in every form that the service writes. A time without a zone is UTC.</summary>
internal static class ApiTime
{
    // "Feb 27, 2024 at 7:34:21 AM" and its kin; the service writes a narrow space before AM and PM at times.
    private static readonly string[] Wordy =
    {
        "MMM d, yyyy 'at' h:mm:ss tt", "MMM d, yyyy 'at' h:mm tt", "MMMM d, yyyy 'at' h:mm:ss tt", "MMM d, yyyy, h:mm:ss tt", "MMM d, yyyy",
        "MM/dd/yyyy", "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    };

    /// <summary>Reads a time.</summary>
    /// <param name="utf8">The text, as it stands in the JSON.</param>
    /// <param name="local">The time in the local zone.</param>
    /// <returns>False when it is not a time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTime local)
    {
        if (TryParseIso(utf8, out local))
            return true;
        if (utf8.Length is 0 or > 64)
            return false;
        string text = System.Text.Encoding.UTF8.GetString(utf8.ToArray()).Replace('\u202f', ' ').Replace('\u00a0', ' ').Trim();
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite;
        if (!DateTime.TryParseExact(text, Wordy, CultureInfo.InvariantCulture, styles, out DateTime utc))
            return false;
        local = utc.ToLocalTime();
        return true;
    }

    /// <summary>
    /// Reads a text of which nothing is known but that all of it is a date and a time of ISO 8601, with a T or a space between them.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The time in the local zone.</param>
    /// <returns>False when it is anything else, a date alone for one.</returns>
    public static bool TryParseInstant(string text, out DateTime local)
    {
        local = default;
        return text.Length is >= 16 and <= 40 && text[10] is 'T' or ' ' && text[4] == '-'
            && TryParseIso(System.Text.Encoding.UTF8.GetBytes(text), out local);
    }

    /// <summary>Writes a time as the service reads it: ISO 8601 in UTC with microseconds.</summary>
    public static string Format(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // yyyy-MM-dd, then optionally T or a space and HH:mm[:ss[.fffffffff]], then optionally Z or +hh:mm. By hand, because a
    // listing holds three of these for every device and the framework's parsers take other sets of forms.
    private static bool TryParseIso(ReadOnlySpan<byte> s, out DateTime local)
    {
        local = default;
        if (s.Length < 10 || s[4] != '-' || s[7] != '-'
            || !Digits(s, 0, 4, out int year) || !Digits(s, 5, 2, out int month) || !Digits(s, 8, 2, out int day)
            || year is 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;

        int hour = 0, minute = 0, second = 0, at = 10;
        long fraction = 0;
        TimeSpan offset = TimeSpan.Zero;
        if (at < s.Length)
        {
            if ((s[at] != 'T' && s[at] != ' ' && s[at] != 't') || s.Length < 16 || s[13] != ':'
                || !Digits(s, 11, 2, out hour) || !Digits(s, 14, 2, out minute) || hour > 23 || minute > 59)
                return false;
            at = 16;
            if (at < s.Length && s[at] == ':')
            {
                if (!Digits(s, 17, 2, out second) || second > 60)
                    return false;
                at = 19;
                if (at < s.Length && s[at] is (byte)'.' or (byte)',')
                {
                    int scale = 1_000_000;
                    int digits = 0;
                    for (at++; at < s.Length && s[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++)
                    {
                        fraction += (s[at] - '0') * (long)scale;
                        scale /= 10;
                    }
                    if (digits == 0)
                        return false;
                }
            }
            if (!Zone(s.Slice(at), out offset))
                return false;
        }

        long ticks = new DateTime(year, month, day).Ticks
            + (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond)
            + fraction - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;
        local = new DateTime(ticks, DateTimeKind.Utc).ToLocalTime();
        return true;
    }

    private static bool Zone(ReadOnlySpan<byte> s, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (s.Length > 0 && s[0] == ' ')
            s = s.Slice(1);
        if (s.Length == 0 || (s.Length == 1 && s[0] is (byte)'Z' or (byte)'z')
            || (s.Length == 3 && s[0] == 'U' && s[1] == 'T' && s[2] == 'C'))
            return true;
        if (s[0] is not ((byte)'+' or (byte)'-') || s.Length < 3 || !Digits(s, 1, 2, out int hours))
            return false;
        int minutes = 0;
        bool whole = s.Length switch
        {
            3 => true,
            5 => Digits(s, 3, 2, out minutes),
            6 => s[3] == ':' && Digits(s, 4, 2, out minutes),
            _ => false,
        };
        if (!whole || hours > 14 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (s[0] == '-')
            offset = -offset;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> s, int at, int count, out int value)
    {
        value = 0;
        if (s.Length < at + count)
            return false;
        for (int i = at; i < at + count; i++)
        {
            int digit = s[i] - '0';
            if ((uint)digit > 9)
                return false;
            value = (value * 10) + digit;
        }
        return true;
    }
}
