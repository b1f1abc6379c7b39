using System.Globalization;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Views;

/// <summary>Puts values into words for the default views. The texts follow the culture of the person.</summary>
public static class DisplayText
{
    private const int MostBlanks = 40;

    private const int NarrowTenant = 12;
    private const int WidestTenant = 30;

    // A column that gives way to that of the tenant keeps so much.
    private const int NarrowestColumn = 4;

    // The cells of a row are made one after the other, the first column's first. The space that the columns have beyond their widths in a
    // window of 80 columns, and the part of it that the column of the tenant takes.
    [ThreadStatic]
    private static int _more;

    [ThreadStatic]
    private static int _tenantWidth;

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
    /// A time for a column of a table. Where the culture's form is wider than the column, it is as <c>2026-12-30 22:44</c>, so that nothing
    /// of it is cut off.
    /// </summary>
    /// <param name="time">A local time; null is nothing.</param>
    /// <param name="width">The width of the column, 16 at least.</param>
    /// <returns>The words.</returns>
    public static string Time(DateTime? time, int width)
    {
        if (time is not { } then)
            return "";
        string text = then.ToString("g", CultureInfo.CurrentCulture);
        return CountCells(text) <= width ? text : then.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

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

    /// <summary>Text for the first column of a table. It finds how wide the table may be, for the other columns of the row too.</summary>
    /// <param name="text">Text from the service.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The text without control characters, of the width of the column.</returns>
    public static string FitFirst(string? text, int width, int share, EngineIntrinsics engine)
    {
        FindWidth(engine);
        return Fit(text, width, share);
    }

    /// <summary>
    /// What a row is about, for the first column of a table: where the name is too long, it is cut, and the serial number stays whole.
    /// </summary>
    /// <param name="text">A name, as a rule with a serial number in parentheses after it.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The text without control characters, of the width of the column.</returns>
    public static string FitSubject(string? text, int width, int share, EngineIntrinsics engine)
    {
        FindWidth(engine);
        string safe = Sanitize(text);
        int room = Room(width, share), serial = safe.LastIndexOf(" (", StringComparison.Ordinal);
        if (CountCells(safe) > room && serial > 0 && safe[safe.Length - 1] == ')')
        {
            string end = safe.Substring(serial);
            if (room - CountCells(end) is >= NarrowestColumn and var left)
                safe = Cut(safe.Substring(0, serial), left) + end;
        }
        return Fit(safe, width, share);
    }

    /// <summary>The tenant, for a column before all others; what it takes, the columns after it do not have.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The name without control characters, of the width of the column.</returns>
    public static string FitTenant(string? tenant, EngineIntrinsics engine)
    {
        // Wide windows show a whole host.
        int room = DisplayWidth.Find(engine) > 2 * DisplayWidth.Narrow ? WidestTenant : NarrowTenant;
        string cut = Cut(Sanitize(tenant), room);
        int width = Math.Max(NarrowTenant, CountCells(cut));
        _tenantWidth = width + 1;
        return cut + new string(' ', width - CountCells(cut));
    }

    /// <summary>Text for a column of a table, as wide as the column is.</summary>
    /// <param name="text">Text from the service.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <returns>The text without control characters, of the width of the column.</returns>
    public static string Fit(string? text, int width, int share) => Fit(text, width, share, MostBlanks);

    /// <summary>Text for the last column of a table, which may use all that the others leave.</summary>
    /// <param name="text">Text from the service.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <returns>The text without control characters, of the width of the column.</returns>
    public static string FitLast(string? text, int width, int share) => Fit(text, width, share, int.MaxValue);

    /// <summary>
    /// A sentence for the last column of a table. Where it is too long, an ellipsis stands for what it is about, which another column
    /// names.
    /// </summary>
    /// <param name="text">The sentence.</param>
    /// <param name="subject">What it is about, in the words of the sentence.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <returns>The text without control characters, of the width of the column.</returns>
    public static string FitMessage(string? text, string? subject, int width, int share)
    {
        string safe = Sanitize(text), named = Sanitize(subject);
        int at = named.Length > 1 && CountCells(safe) > Room(width, share) ? safe.IndexOf(named, StringComparison.Ordinal) : -1;
        return FitLast(at < 0 ? safe : safe.Remove(at, named.Length).Insert(at, "\u2026"), width, share);
    }

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

    private static void FindWidth(EngineIntrinsics engine)
    {
        _more = Math.Max(0, DisplayWidth.Find(engine) - DisplayWidth.Narrow) - _tenantWidth;
        _tenantWidth = 0;
    }

    private static int Room(int width, int share) => Math.Max(Math.Min(width, NarrowestColumn), width + (_more * share / 100));

    // Blanks keep room for the texts of later rows, and not more of it than these will need: half of a wide window would be empty.
    private static string Fit(string? text, int width, int share, int mostBlanks)
    {
        string safe = Sanitize(text);
        int room = Room(width, share);
        string cut = Cut(safe, room);
        return cut + new string(' ', Math.Max(0, Math.Min(room, Math.Max(width, mostBlanks)) - CountCells(cut)));
    }

    /// <summary>Text of at most so many columns of the terminal, with an ellipsis where it was longer.</summary>
    internal static string Cut(string text, int width)
    {
        if (CountCells(text) <= width)
            return text;
        int end = 0;
        int used = 1;
        while (end < text.Length)
        {
            int length = char.IsSurrogatePair(text, end) ? 2 : 1;
            int cells = CountCells(text, end, length);
            if (used + cells > width)
                break;
            used += cells;
            end += length;
        }
        return text.Substring(0, end) + '\u2026';
    }

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

    private static int CountCells(string text) => CountCells(text, 0, text.Length);

    private static int CountCells(string text, int start, int length)
    {
        int cells = length;
        for (int i = start; i < start + length; i++)
        {
            if (IsWide(text[i]))
                cells++;
        }
        return cells;
    }

    // The characters that terminals, and PowerShell, count as two columns: those of East Asia. Each half of a pair is one.
    private static bool IsWide(char c) =>
        c is (>= '\u1100' and <= '\u115f') or '\u2329' or '\u232a' or (>= '\u2e80' and <= '\ua4cf' and not '\u303f')
            or (>= '\uac00' and <= '\ud7a3') or (>= '\uf900' and <= '\ufaff') or (>= '\ufe10' and <= '\ufe19')
            or (>= '\ufe30' and <= '\ufe6f') or (>= '\uff00' and <= '\uff60') or (>= '\uffe0' and <= '\uffe6');

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit} ago" : $"{number} {unit}s ago";
}
