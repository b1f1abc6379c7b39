using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// A row of a list as the store keeps it: one line of JSON without secrets, what identifies it, and a fingerprint of everything in it that
/// does not always move.
/// </summary>
internal sealed class StoredRow
{
    // Of such a field nothing but a truth value is kept.
    private static readonly string[] SecretWords =
    [
        "recovery_key", "recoverykey", "bypass_code", "unlock_pin", "unlock_code", "token", "password", "passcode", "passphrase", "secret",
        "enrollment_code", "private_key", "personal_key",
    ];

    private static readonly byte[][] SecretUtf8 = SecretWords.Select(Encoding.UTF8.GetBytes).ToArray();
    private static readonly byte[] Capitals = Encoding.UTF8.GetBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private StoredRow(byte[] json) => Json = json;

    /// <summary>The row as one line of JSON.</summary>
    public byte[] Json { get; }

    /// <summary>The id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The serial number; empty where there is none.</summary>
    public string SerialNumber { get; private set; } = "";

    /// <summary>The name; empty where there is none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The first 128 bits of the SHA-256 of everything in the row but what always moves.</summary>
    public (ulong High, ulong Low) Fingerprint { get; private set; }

    /// <summary>A number that rows with the same fields have in common.</summary>
    public ulong Shape { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <param name="kind">The kind of the row.</param>
    /// <param name="source">The JSON as it was received.</param>
    /// <param name="hasher">Makes the fingerprint.</param>
    public static StoredRow Read(InventoryKind kind, byte[] source, RowHasher hasher)
    {
        var row = new StoredRow(IsPlain(source) ? source : Rewrite(source));
        row.Scan(kind, hasher);
        return row;
    }

    private void Scan(InventoryKind kind, RowHasher hasher)
    {
        hasher.Begin();
        const ulong offset = 14695981039346656037, prime = 1099511628211;
        ulong shape = offset;
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            string? known = Known(kind, ref reader);
            Mix(reader.ValueSpan, 0, ref shape);
            reader.Read();
            if (known is not null && reader.TokenType == JsonTokenType.String)
                Take(kind, known, reader.GetString()!);
            else if (known is not null && reader.TokenType == JsonTokenType.Number)
                Take(kind, known, Encoding.UTF8.GetString(reader.ValueSpan.ToArray()));
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                int depth = reader.CurrentDepth;
                while (reader.Read() && reader.CurrentDepth > depth)
                {
                    if (reader.TokenType == JsonTokenType.PropertyName)
                        Mix(reader.ValueSpan, reader.CurrentDepth, ref shape);
                }
            }
            if (known is null || !kind.VolatileFields.Contains(known))
                hasher.Add(Json, start, (int)reader.BytesConsumed);
        }
        Shape = shape;
        Fingerprint = hasher.Finish();

        static void Mix(ReadOnlySpan<byte> name, int depth, ref ulong shape)
        {
            shape = (shape ^ (uint)depth) * prime;
            foreach (byte b in name)
                shape = (shape ^ b) * prime;
        }
    }

    private static string? Known(InventoryKind kind, ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(kind.IdField))
            return kind.IdField;
        if (reader.ValueTextEquals(kind.NameField))
            return kind.NameField;
        if (kind.SerialField.Length > 0 && reader.ValueTextEquals(kind.SerialField))
            return kind.SerialField;
        foreach (string field in kind.VolatileFields)
        {
            if (reader.ValueTextEquals(field))
                return field;
        }
        return null;
    }

    private void Take(InventoryKind kind, string field, string value)
    {
        if (field == kind.IdField)
            Id = value;
        if (field == kind.NameField)
            Name = value;
        if (field == kind.SerialField)
            SerialNumber = value.Trim();
    }

    // Nearly all rows come as one line, without a field that may hold a secret, and are kept byte for byte.
    private static bool IsPlain(byte[] source)
    {
        if (Array.IndexOf(source, (byte)'\n') >= 0 || Array.IndexOf(source, (byte)'\r') >= 0)
            return false;
        var reader = new Utf8JsonReader(source);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && MayBeSecret(ref reader))
                return false;
        }
        return true;
    }

    private static bool MayBeSecret(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return IsSecret(reader.GetString()!);
        foreach (byte[] word in SecretUtf8)
        {
            if (reader.ValueSpan.IndexOf(word) >= 0)
                return true;
        }
        return reader.ValueSpan.IndexOfAny(Capitals) >= 0 ? IsSecret(reader.GetString()!) : reader.ValueTextEquals("pin"u8);
    }

    /// <summary>Indicates whether the name of a field says that its value is a secret.</summary>
    internal static bool IsSecret(string name) =>
        name.Equals("pin", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(SecretWords, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static byte[] Rewrite(byte[] source)
    {
        using JsonDocument document = JsonDocument.Parse(source);
        using var stream = new MemoryStream(source.Length);
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(document.RootElement, writer);
        return stream.ToArray();
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    if (IsSecret(member.Name)
                        && member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
                        continue;
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
