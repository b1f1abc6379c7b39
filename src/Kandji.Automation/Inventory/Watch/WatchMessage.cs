using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kandji.Client.Audit;
using Kandji.Client.Model;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// A message for a receiver: an id, which stays the same through every try and every run, and a body as Standard Webhooks asks: the type,
/// the time, and the data.
/// </summary>
internal sealed class WatchMessage
{
    private const int MaxIdLength = 64;
    private const int HashedIdLength = 32;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private WatchMessage(string id, byte[] body)
    {
        Id = id;
        Body = body;
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The bytes that are sent: one line of JSON.</summary>
    public byte[] Body { get; }

    /// <summary>Makes the message of what happened.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="tenant">The tenant.</param>
    public static WatchMessage Create(WatchEntry entry, TenantIdentity tenant) =>
        entry.Event is { } found ? Create(found, tenant) : Create(entry.Kind!, entry.Frame!, entry.Change!, tenant);

    /// <summary>Reads a message back from a line of the queue.</summary>
    /// <returns>The message; null where the line is not as it was written.</returns>
    public static WatchMessage? Parse(string line)
    {
        if (CheckedLine.Parse(line) is not { } json)
            return null;
        using JsonDocument document = JsonDocument.Parse(json);
        return new WatchMessage(
            document.RootElement.GetProperty("id").GetString()!,
            Encoding.UTF8.GetBytes(document.RootElement.GetProperty("message").GetRawText()));
    }

    /// <summary>The message as a line of the queue, without a line break.</summary>
    public string ToLine() => CheckedLine.Create(ToJson(null, null));

    /// <summary>The message as a line of the file of refused messages.</summary>
    /// <param name="reason">The answer of the receiver.</param>
    /// <param name="at">The time of the last try, in UTC.</param>
    public string ToRefusedLine(string reason, DateTime at) => ToJson(reason, at);

    private static WatchMessage Create(InventoryKind kind, JournalFrame frame, StoredChange change, TenantIdentity tenant)
    {
        string type = $"kandji.{kind.Kind}.{change.Change}".ToLowerInvariant();
        byte[] body = WriteBody(type, frame.At, tenant, json =>
        {
            json.WriteString("id", change.Id);
            json.WriteString("kind", kind.Kind.ToString());
            json.WriteString("change", change.Change.ToString());
            json.WriteString("object_id", change.ObjectId);
            json.WriteString("previous_id", change.PreviousId);
            json.WriteString("serial_number", change.SerialNumber);
            json.WriteString("name", change.Name);
            json.WriteString("property", change.Field is null ? null : (kind.IsPart ? "detail." : "") + change.Field);
            if (change.Field is not null)
            {
                WriteValue(json, "before", change.Before);
                WriteValue(json, "after", change.After);
            }
            WriteRow(json, "object", change.Object);
            WriteRow(json, "previous", change.Previous);
        });
        return new WatchMessage(change.Id, body);
    }

    private static WatchMessage Create(AuditEvent found, TenantIdentity tenant)
    {
        byte[] source = StoredRow.WithoutSecrets(found.ReceivedJson!);
        string type = $"kandji.audit.{ToToken(found.TargetType)}.{ToToken(found.Action)}";
        byte[] body = WriteBody(type, found.OccurredAt?.ToUniversalTime(), tenant, json =>
        {
            using JsonDocument document = JsonDocument.Parse(source);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (member.Name is not ("tenant" or "host"))
                    member.WriteTo(json);
            }
        });
        return new WatchMessage(ToId(found.Id, source), body);
    }

    private static byte[] WriteBody(string type, DateTime? time, TenantIdentity tenant, Action<Utf8JsonWriter> data)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Format))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", time?.ToString(TimeForm, CultureInfo.InvariantCulture));
            json.WriteStartObject("data");
            json.WriteString("tenant", tenant.Name);
            json.WriteString("host", tenant.Host);
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        if (value.ValueKind == JsonValueKind.Undefined)
            json.WriteNullValue();
        else
            value.WriteTo(json);
    }

    // As the service sent it: what the inventory adds to details is in the message already.
    private static void WriteRow(Utf8JsonWriter json, string name, byte[]? row)
    {
        if (row is null)
            return;
        using JsonDocument document = JsonDocument.Parse(row);
        json.WriteStartObject(name);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (!member.Name.StartsWith("inventory_", StringComparison.Ordinal))
                member.WriteTo(json);
        }
        json.WriteEndObject();
    }

    // Part of a type: letters, digits and underscores.
    private static string ToToken(string? text)
    {
        string token = new((text ?? "").ToLowerInvariant()
            .Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '_').ToArray());
        return token.Length == 0 ? "other" : token;
    }

    // The service's own id where a header can hold it; a full stop would make what is signed ambiguous.
    private static string ToId(string? id, byte[] source) =>
        id is { Length: > 0 and <= MaxIdLength }
            && id.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_')
            ? id
            : HexText.Hash(string.IsNullOrEmpty(id) ? Encoding.UTF8.GetString(source) : id!).Substring(0, HashedIdLength);

    private string ToJson(string? reason, DateTime? at)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Format))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            if (at is { } time)
                json.WriteString("refused_at", time.ToString(TimeForm, CultureInfo.InvariantCulture));
            if (reason is not null)
                json.WriteString("reason", reason);
            json.WritePropertyName("message");
            json.WriteRawValue(Body, skipInputValidation: true);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
