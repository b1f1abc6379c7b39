using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// Writes tables as the data of a page: column by column, a text that occurs again once. The encoder writes <c>&lt;</c>, <c>&gt;</c>,
/// <c>&amp;</c>, quotation marks, and the separators U+2028 and U+2029 as escapes, so that no value ends the element that it is in.
/// </summary>
internal static class TableJson
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Severities = Enum.GetNames(typeof(FindingSeverity));
    private static readonly string[] SeverityClasses = ["unknown", "low", "medium", "high", "critical"];
    private static readonly string[] Flags = ["No", "Yes"];

    /// <summary>The options of a writer whose output may stand in a page.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes tables.</summary>
    /// <param name="json">Takes the data.</param>
    /// <param name="tables">The tables, each with the id of its place in the page.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<PageTable> tables, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteStartArray("tables");
        foreach (PageTable table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(json, table);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PageTable page)
    {
        ReportTable table = page.Table;
        json.WriteStartObject();
        json.WriteString("name", page.Id);
        json.WriteNumber("length", table.Count);
        if (table.Sort is not null)
        {
            json.WriteNumber("sort", table.GetPlace(table.Sort));
            json.WriteBoolean("down", true);
        }
        json.WriteStartArray("columns");
        foreach (ReportColumn column in table.Columns.Where(column => column.Heading is not null))
        {
            json.WriteStartObject();
            json.WriteString("heading", column.Heading);
            json.WriteString("kind", GetKindName(column.Kind));
            if (column.IsFilter)
                json.WriteBoolean("filter", true);
            if (column.IsHidden)
                json.WriteBoolean("hidden", true);
            if (column.IsLong)
                json.WriteBoolean("long", true);
            WriteLink(json, page, column.Link);
            WriteValues(json, table, column);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string GetKindName(ReportValueKind kind) => kind switch
    {
        ReportValueKind.Number => "number",
        ReportValueKind.Share => "share",
        ReportValueKind.Time => "time",
        ReportValueKind.Severity or ReportValueKind.Flag => "rank",
        _ => "text",
    };

    private static void WriteLink(Utf8JsonWriter json, PageTable page, ReportLink? link)
    {
        if (link is null || page.Find(link.Table) is not { } target)
            return;
        json.WriteStartObject("link");
        json.WriteString("table", target.Id);
        json.WriteNumber("column", target.Table.GetPlace(link.Column));
        json.WriteNumber("from", page.Table.GetPlace(link.From));
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, ReportTable table, ReportColumn column)
    {
        switch (column.Kind)
        {
            case ReportValueKind.Text:
                WriteTexts(json, table, column);
                return;
            case ReportValueKind.Severity:
                WriteArray(json, "texts", Severities);
                WriteArray(json, "classes", SeverityClasses);
                break;
            case ReportValueKind.Flag:
                WriteArray(json, "texts", Flags);
                break;
        }
        json.WriteStartArray("values");
        for (int row = 0; row < table.Count; row++)
            WriteNumber(json, column.Read(row));
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            // A word that stands where a severity is expected is none.
            case null or string:
                json.WriteNullValue();
                break;
            case DateTime time:
                json.WriteNumberValue((long)Math.Floor((time.ToUniversalTime() - Epoch).TotalMinutes));
                break;
            case bool flag:
                json.WriteNumberValue(flag ? 1 : 0);
                break;
            case FindingSeverity severity:
                json.WriteNumberValue((int)severity);
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    // Texts that are mostly different are written as they are, others once each with their numbers.
    private static void WriteTexts(Utf8JsonWriter json, ReportTable table, ReportColumn column)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new (string? Text, int Place)[table.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            string? text = column.Read(row) is string { Length: > 0 } read ? PrintableText.Sanitize(read) : null;
            int place = -1;
            if (text is not null && !places.TryGetValue(text, out place))
                places.Add(text, place = places.Count);
            rows[row] = (text, place);
        }
        bool repeats = places.Count <= table.Count / 2;
        if (repeats)
            WriteArray(json, "texts", places.OrderBy(text => text.Value).Select(text => text.Key));
        json.WriteStartArray("values");
        foreach ((string? text, int place) in rows)
        {
            if (text is null)
                json.WriteNullValue();
            else if (repeats)
                json.WriteNumberValue(place);
            else
                json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
