using Kandji.Client.Json;

namespace Kandji.PowerShell.Binding;

/// <summary>A bound for the time of a row.</summary>
/// <param name="time">The bound, in UTC.</param>
/// <param name="isExact">False where the service alone knows which time is meant.</param>
internal readonly struct TimeBound(DateTime time, bool isExact)
{
    // Services round bounds to whole days, and not all in the same time zone. No zone is further from UTC than 14 hours.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);
    private static readonly TimeSpan FarthestZone = TimeSpan.FromHours(14);

    /// <summary>Makes a bound of what a parameter holds.</summary>
    /// <returns>Null when it is not a time: text is one in the forms of ISO 8601, and exact only with a zone.</returns>
    public static TimeBound? From(object? asked) => asked switch
    {
        DateTime time => new TimeBound(time.ToUniversalTime(), isExact: true),
        DateTimeOffset time => new TimeBound(time.UtcDateTime, isExact: true),
        string { Length: >= 10 } text when text[4] == '-'
            && ApiTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out DateTime time) =>
            new TimeBound(time.ToUniversalTime(), HasZone(text)),
        _ => null,
    };

    /// <summary>Compares a row's time with this bound: whether it is one that was asked for.</summary>
    /// <param name="name">The operator: <c>lt</c>, <c>lte</c>, <c>gt</c> or <c>gte</c>.</param>
    /// <param name="found">The time that the row shows.</param>
    public FilterFit Compare(string name, DateTime found)
    {
        found = found.ToUniversalTime();
        TimeSpan beyond = name is "lt" or "lte" ? found - time : time - found;
        if (beyond > Tolerance + (isExact ? TimeSpan.Zero : FarthestZone))
            return FilterFit.Contradiction;
        bool isOutside = name is "lt" or "gt" ? beyond >= TimeSpan.Zero : beyond > TimeSpan.Zero;
        // A date without a time reads as midnight.
        return isOutside && isExact && found.TimeOfDay != TimeSpan.Zero ? FilterFit.Outside : FilterFit.Within;
    }

    private static bool HasZone(string text)
    {
        string time = text.Substring(10);
        return time.EndsWith("Z", StringComparison.OrdinalIgnoreCase) || time.EndsWith("UTC", StringComparison.Ordinal)
            || time.IndexOfAny(['+', '-']) >= 0;
    }
}
