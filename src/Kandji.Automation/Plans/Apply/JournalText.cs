using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kandji.Automation.Files;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The lines of a journal: JSON, each with the hash of the one before.</summary>
internal static class JournalText
{
    private const int CountDigits = 10;
    private const int CheckLength = 16;
    private const string CheckMember = ",\"check\":\"";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new UtcTimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Writes the first line, with its line break.</summary>
    public static byte[] Write(JournalHeader header, long lines) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header with { Lines = FormatCount(lines) }, Format) + "\n");

    /// <summary>Writes a line, with a checksum of its own and its line break.</summary>
    public static byte[] Write(JournalEntry entry)
    {
        string text = JsonSerializer.Serialize(entry, Format);
        text = text.Substring(0, text.Length - 1);
        return Encoding.UTF8.GetBytes(text + CheckMember + Check(text) + "\"}\n");
    }

    /// <summary>The number of lines as the header has it.</summary>
    public static string FormatCount(long lines) =>
        lines.ToString(CultureInfo.InvariantCulture).PadLeft(CountDigits, '0');

    /// <summary>Where in the header's line its number is.</summary>
    public static int FindCount(byte[] header) => header.Length - CountDigits - "\"}\n".Length;

    /// <summary>The hash of a line that ends with a line break.</summary>
    public static string Hash(byte[] content, int start, int length)
    {
        using var sha = SHA256.Create();
        return HexText.Write(sha.ComputeHash(content, start, length - 1));
    }

    /// <summary>Reads a journal.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="content">Its content.</param>
    /// <param name="expected">The header that it has to have; its number does not count.</param>
    /// <exception cref="PlanException">It is damaged, or of another plan.</exception>
    public static JournalContent Read(string path, byte[] content, JournalHeader expected)
    {
        int end = Array.LastIndexOf(content, (byte)'\n') + 1;
        int next = Array.IndexOf(content, (byte)'\n') + 1;
        if (next == 0)
            throw Damaged(path, "its first line is not whole");
        long lines = ReadHeader(path, content, next, expected);
        var entries = new List<JournalEntry>();
        string previous = expected.Plan;
        for (int start = next; start < end; start = next)
        {
            next = Array.IndexOf(content, (byte)'\n', start) + 1;
            int number = entries.Count + 1;
            JournalEntry entry = ParseEntry(path, Encoding.UTF8.GetString(content, start, next - start - 1), number + 1);
            if (entry.Sequence != number)
                throw Damaged(path, $"line {number + 1} has the number {entry.Sequence} and not {number}");
            if (entry.Previous != previous)
                throw Damaged(path, $"line {number} was changed after it was written, or is missing");
            previous = Hash(content, start, next - start);
            entries.Add(entry);
        }
        if (entries.Count < lines)
            throw Damaged(path, $"it was cut off: it has {entries.Count} lines after the first, and had {lines}");
        return new JournalContent(entries, previous, end, content.Length > end);
    }

    /// <summary>
    /// Indicates whether a journal tells of nothing, of whichever plan it is: of a run that found a reason not to send anything, or that
    /// nobody confirmed.
    /// </summary>
    /// <param name="content">Its content.</param>
    public static bool IsEmpty(byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n') + 1;
        if (end == 0 || end != content.Length)
            return false;
        try
        {
            return JsonSerializer.Deserialize<JournalHeader>(Encoding.UTF8.GetString(content), Format) is { } header
                && header.Schema == JournalHeader.CurrentSchema && header.Lines == FormatCount(0);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static long ReadHeader(string path, byte[] content, int length, JournalHeader expected)
    {
        JournalHeader header = Parse<JournalHeader>(path, Encoding.UTF8.GetString(content, 0, length), "the first line");
        if (header.Schema > JournalHeader.CurrentSchema)
        {
            throw new PlanException("KandjiNewerSchema", path,
                $"'{path}': the journal has schema {header.Schema}. Version {typeof(JournalText).Assembly.GetName().Version!.ToString(3)} "
                    + $"of the module Kandji reads schema {JournalHeader.CurrentSchema}. Update the module.");
        }
        if (header with { Lines = "" } != expected with { Lines = "" })
        {
            throw Damaged(path, header.Plan != expected.Plan
                ? $"it is the journal of another plan, {header.Plan}, and not of {expected.Plan}"
                : "its first line was changed after it was written");
        }
        return header.Lines.Length == CountDigits && long.TryParse(
            header.Lines, NumberStyles.None, CultureInfo.InvariantCulture, out long lines)
            ? lines
            : throw Damaged(path, "its first line was changed after it was written");
    }

    private static JournalEntry ParseEntry(string path, string line, int number)
    {
        int at = line.LastIndexOf(CheckMember, StringComparison.Ordinal);
        string text = at < 0 ? "" : line.Substring(0, at);
        return at >= 0 && line.Substring(at + CheckMember.Length) == Check(text) + "\"}"
            ? Parse<JournalEntry>(path, text + "}", $"line {number}")
            : throw Damaged(path, $"line {number} was changed after it was written");
    }

    private static string Check(string text) => HexText.Hash(text).Substring(0, CheckLength);

    private static T Parse<T>(string path, string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Format) ?? throw Damaged(path, $"{name} is empty");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Damaged(path, $"{name} cannot be read", e);
        }
    }

    private static PlanException Damaged(string path, string reason, Exception? cause = null) => new(
        "KandjiPlanJournalDamaged", path,
        $"The journal '{path}' is damaged: {reason}. The changes that were sent are not known for certain, so that nothing is sent. "
            + "Look at the tenant, and make a new plan for what is not done.", cause);
}
