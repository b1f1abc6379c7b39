using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// Lets a parameter that takes a time take a span before now as well: <c>7d</c>, <c>12h</c>, <c>30m</c>, <c>2w</c>, <c>1d12h</c>, or a
/// TimeSpan. Refuses what PowerShell would turn into a time that nobody meant: a number would be a count of ticks since the year 1.
/// </summary>
internal sealed class TimeTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Forms = "Give a date, as 2026-03-31 or '2026-03-31 14:00', what Get-Date returns, or a span before now: 30m, 12h, "
        + "7d, 2w.";

    // A capital M is a month elsewhere; it is refused, because minutes in its place would reach much less far back.
    private static readonly Regex Span = new(
        @"^(?:\s*(?<number>[0-9]+)\s*(?<unit>[wW]|[dD]|[hH]|m))+\s*$", RegexOptions.CultureInvariant);

    private static readonly Regex Number = new(@"^[+-]?[0-9]+(?:[.,][0-9]*)?$", RegexOptions.CultureInvariant);

    private static readonly Regex UnknownSpan = new(@"^[+-]?[0-9.,]+\s*[A-Za-z]+$", RegexOptions.CultureInvariant);

    /// <summary>
    /// True for a parameter whose time must be past: every device was last seen before tomorrow, which a forgotten minus sign would ask
    /// for.
    /// </summary>
    public bool MustBePast { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        if (items.Length > 1)
            throw new ArgumentTransformationMetadataException($"Give one time, not {items.Length}.");
        if (items.Length == 0 || items[0].Unwrap() is null)
            return null;
        DateTimeOffset now = (RunspaceSessions.Current.Default?.Clock ?? TimeProvider.System).GetUtcNow();
        DateTime time = Read(items[0]!, now);
        if (MustBePast && time.ToUniversalTime() >= now.UtcDateTime)
            throw new ArgumentTransformationMetadataException($"The time {time:s} is not in the past. {Forms}");
        return time;
    }

    private static DateTime Read(object item, DateTimeOffset now) => item.Unwrap() switch
    {
        DateTime time => time,
        DateTimeOffset time => time.LocalDateTime,
        TimeSpan span => Before(now, span, span.ToString()),
        string text => Read(text.Trim(), now),
        // PowerShell takes 30d for a decimal number, and keeps how it was typed in the wrapper. A variable has the number alone.
        ValueType number when LanguagePrimitives.TryConvertTo(item, CultureInfo.InvariantCulture, out string typed)
            && Span.IsMatch(typed) => Read(typed, now),
        ValueType number => throw new ArgumentTransformationMetadataException(
            $"{number} is a number, not a time. {Forms} In a variable, put the span in quotes: '30d'."),
        var other => throw new ArgumentTransformationMetadataException($"'{other}' is not a time. {Forms}"),
    };

    private static DateTime Read(string text, DateTimeOffset now)
    {
        if (Span.Match(text) is { Success: true } match)
            return Before(now, Sum(match, text), text);
        if (text.Length == 0 || Number.IsMatch(text) || UnknownSpan.IsMatch(text)
            || !LanguagePrimitives.TryConvertTo(text, CultureInfo.InvariantCulture, out DateTime time))
            throw new ArgumentTransformationMetadataException($"'{text}' is not a time. {Forms}");
        return time;
    }

    private static TimeSpan Sum(Match match, string text)
    {
        double minutes = 0;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            minutes += double.Parse(match.Groups["number"].Captures[i].Value, CultureInfo.InvariantCulture)
                * char.ToLowerInvariant(match.Groups["unit"].Captures[i].Value[0]) switch { 'w' => 10080, 'd' => 1440, 'h' => 60, _ => 1 };
        }
        return minutes < TimeSpan.MaxValue.TotalMinutes ? TimeSpan.FromMinutes(minutes) : throw TooLong(text);
    }

    private static DateTime Before(DateTimeOffset now, TimeSpan span, string text)
    {
        if (span <= TimeSpan.Zero)
            throw new ArgumentTransformationMetadataException(
                $"The span '{text}' must be longer than zero: it counts back from now, without a sign.");
        return now.UtcDateTime - DateTime.MinValue > span ? (now - span).LocalDateTime : throw TooLong(text);
    }

    private static ArgumentTransformationMetadataException TooLong(string text) =>
        new($"The span '{text}' reaches back before the first year.");
}
