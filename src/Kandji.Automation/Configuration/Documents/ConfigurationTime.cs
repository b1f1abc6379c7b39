using System.Globalization;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Times in files: UTC, ISO 8601 with <c>Z</c>, microseconds where there are any.</summary>
internal static class ConfigurationTime
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>A time as it is written; null for none.</summary>
    public static string? Format(DateTime? time) => time?.ToUniversalTime().ToString(
        time.Value.Ticks % TimeSpan.TicksPerSecond == 0 ? Seconds : Microseconds, CultureInfo.InvariantCulture);

    /// <summary>A time that was written, in UTC; null for what is not a time.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : null;
}
