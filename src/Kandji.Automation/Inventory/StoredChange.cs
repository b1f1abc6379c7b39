using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>A change as the journal has it: a line of JSON.</summary>
internal sealed class StoredChange
{
    /// <summary>The id of the change.</summary>
    public string Id { get; set; } = "";

    /// <summary>The way in which the thing differs.</summary>
    public InventoryChangeType Change { get; set; }

    /// <summary>The id of the thing.</summary>
    public string ObjectId { get; set; } = "";

    /// <summary>The id that it had before, of one that enrolled again; else null.</summary>
    public string? PreviousId { get; set; }

    /// <summary>Indicates whether the thing of the id before went with this change.</summary>
    public bool ReplacesPrevious { get; set; }

    /// <summary>The serial number; null for none.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The field that has another value; null for a change of the whole thing.</summary>
    public string? Field { get; set; }

    /// <summary>The value before.</summary>
    public JsonElement Before { get; set; }

    /// <summary>The value now.</summary>
    public JsonElement After { get; set; }

    /// <summary>The row as it is now; null for one that was removed.</summary>
    public byte[]? Object { get; set; }

    /// <summary>The row as it was; null for a new one.</summary>
    public byte[]? Previous { get; set; }

    /// <summary>
    /// Gives the change its id: the same whenever a run with the same number finds the same, so that an interrupted run leads to the same
    /// ids again.
    /// </summary>
    /// <param name="host">The tenant's host.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="run">The number of the run.</param>
    public void Identify(string host, string kind, long run)
    {
        string identity = string.Join("\n", host, kind, run.ToString(System.Globalization.CultureInfo.InvariantCulture), Change.ToString(),
            ObjectId, PreviousId ?? "", Field ?? "", RowComparer.Canonical("", Before), RowComparer.Canonical("", After));
        using var sha = SHA256.Create();
        Id = HexText.Write(sha.ComputeHash(Encoding.UTF8.GetBytes(identity))).Substring(0, 32);
    }

    /// <summary>Writes the change as one object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("change", Change.ToString());
        json.WriteString("object_id", ObjectId);
        if (PreviousId is not null)
        {
            json.WriteString("previous_id", PreviousId);
            json.WriteBoolean("replaces_previous", ReplacesPrevious);
        }
        if (SerialNumber is not null)
            json.WriteString("serial_number", SerialNumber);
        if (Name is not null)
            json.WriteString("name", Name);
        if (Field is not null)
        {
            json.WriteString("property", Field);
            WriteValue(json, "before", Before);
            WriteValue(json, "after", After);
        }
        WriteRow(json, "object", Object);
        WriteRow(json, "previous", Previous);
        json.WriteEndObject();
    }

    /// <summary>Reads the id of a change alone.</summary>
    public static string ReadId(ArraySegment<byte> line)
    {
        var reader = new Utf8JsonReader(line.AsSpan());
        reader.Read();
        reader.Read();
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Reads a change.</summary>
    public static StoredChange Read(ArraySegment<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line.AsMemory());
        JsonElement root = document.RootElement;
        return new StoredChange
        {
            Id = root.GetProperty("id").GetString()!,
            Change = (InventoryChangeType)Enum.Parse(typeof(InventoryChangeType), root.GetProperty("change").GetString()!),
            ObjectId = root.GetProperty("object_id").GetString()!,
            PreviousId = ReadText(root, "previous_id"),
            ReplacesPrevious = root.TryGetProperty("replaces_previous", out JsonElement replaces) && replaces.GetBoolean(),
            SerialNumber = ReadText(root, "serial_number"),
            Name = ReadText(root, "name"),
            Field = ReadText(root, "property"),
            Before = root.TryGetProperty("before", out JsonElement before) ? before.Clone() : default,
            After = root.TryGetProperty("after", out JsonElement after) ? after.Clone() : default,
            Object = ReadRow(root, "object"),
            Previous = ReadRow(root, "previous"),
        };
    }

    private static void WriteValue(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private static void WriteRow(Utf8JsonWriter json, string name, byte[]? row)
    {
        if (row is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(row, skipInputValidation: true);
    }

    private static string? ReadText(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static byte[]? ReadRow(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? Encoding.UTF8.GetBytes(value.GetRawText()) : null;
}
