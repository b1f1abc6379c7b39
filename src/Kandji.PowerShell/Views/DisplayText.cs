using System.Globalization;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Views;

/// <summary>Puts values into words for the default views. The texts follow the culture of the person.</summary>
public static class DisplayText
{
    /// <summary>How long ago a time was, in at most twelve characters: <c>5 min ago</c>.</summary>
    /// <param name="time">A local time; null is never.</param>
    /// <returns>The words.</returns>
    public static string Ago(DateTime? time) => Ago(time, DateTime.Now);

    /// <summary>A time and how long ago it was: <c>7/23/2024 4:11 PM (3 days ago)</c>.</summary>
    /// <param name="time">A local time; null is never.</param>
    /// <returns>The words.</returns>
    public static string TimeAndAgo(DateTime? time) =>
        time is { } then ? string.Format(CultureInfo.CurrentCulture, "{0:g} ({1})", then, Ago(then)) : "never";

    /// <summary>
    /// How long something is still good for, in at most twenty-two characters: <c>in 212 days</c>, <c>in 12 days, RENEW</c>.
    /// </summary>
    /// <param name="time">When it expires, in local time; null is not known.</param>
    /// <returns>The words; they call for a renewal in the last 30 days and afterwards.</returns>
    public static string Expiry(DateTime? time) => Expiry(time, DateTime.Now);

    /// <summary>A number of bytes with a unit: <c>228.3 GB</c>, in powers of ten as the service and macOS count.</summary>
    /// <param name="bytes">The number; null is nothing.</param>
    /// <returns>The words.</returns>
    public static string Size(long? bytes)
    {
        if (bytes is not { } count)
            return "";
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        double amount = count;
        int unit = 0;
        for (; Math.Abs(amount) >= 1000 && unit < units.Length - 1; unit++)
            amount /= 1000;
        return amount.ToString(unit == 0 ? "0" : "0.#", CultureInfo.CurrentCulture) + " " + units[unit];
    }

    /// <summary>Text that cannot steer the terminal: control characters are shown as pictures of themselves.</summary>
    /// <param name="text">Text from the service, which may hold anything.</param>
    /// <returns>The text without control characters.</returns>
    public static string Sanitize(string? text) => PrintableText.Sanitize(text);

    /// <summary>A part of a whole as a bar of ten blocks.</summary>
    /// <param name="part">From 0 to 1; anything beyond is cut off there.</param>
    /// <returns>The bar.</returns>
    public static string Bar(double part)
    {
        int full = (int)Math.Round(Math.Min(1, Math.Max(0, part)) * 10);
        return new string('█', full) + new string('░', 10 - full);
    }

    /// <summary>
    /// The names and values of the fields that the API sent and no property knows, for a view that lists properties by name.
    /// </summary>
    /// <param name="item">An object of the API as it came from the pipeline.</param>
    /// <returns>The words; empty when every field is known.</returns>
    /// <remarks>A DeviceName among them is the safe form of the device's own.</remarks>
    public static string OtherFields(PSObject? item) =>
        item is null
            ? ""
            : Sanitize(string.Join("; ", item.Properties.OfType<PSNoteProperty>()
                .Where(field => field.Name != "DeviceName")
                .Select(field => $"{field.Name}: {field.Value}")));

    internal static string Expiry(DateTime? time, DateTime now)
    {
        if (time is not { } end)
            return "";
        // As instants: in the hour that comes twice when summer time ends, local times are equal that are an hour apart.
        TimeSpan left = end.ToUniversalTime() - now.ToUniversalTime();
        int days = (int)Math.Floor(left.TotalDays);
        return left <= TimeSpan.Zero ? "EXPIRED " + Ago(end, now)
            : days == 0 ? "today, RENEW"
            : days <= 30 ? $"in {days} day{(days == 1 ? "" : "s")}, RENEW"
            : $"in {days} days";
    }

    internal static string Ago(DateTime? time, DateTime now)
    {
        if (time is not { } then)
            return "never";
        TimeSpan age = now.ToUniversalTime() - then.ToUniversalTime();
        if (age < TimeSpan.FromMinutes(-1))
            return then.ToString("g", CultureInfo.CurrentCulture);
        return age.TotalMinutes < 1 ? "just now"
            : age.TotalMinutes < 60 ? (int)age.TotalMinutes + " min ago"
            : age.TotalHours < 24 ? Count((int)age.TotalHours, "hour")
            : age.TotalDays < 60 ? Count((int)age.TotalDays, "day")
            : age.TotalDays < 730 ? (int)(age.TotalDays / 30.44) + " mo. ago"
            : Count((int)(age.TotalDays / 365.25), "year");
    }

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit} ago" : $"{number} {unit}s ago";
}
