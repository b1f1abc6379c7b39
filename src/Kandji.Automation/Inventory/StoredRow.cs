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

    /// <summary>Makes a row.</summary>
    /// <param name="json">The row as one line of JSON.</param>
    public StoredRow(byte[] json) => Json = json;

    /// <summary>The row as one line of JSON.</summary>
    public byte[] Json { get; }

    /// <summary>The id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The serial number; empty where there is none.</summary>
    public string SerialNumber { get; init; } = "";

    /// <summary>The name; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The first 128 bits of the SHA-256 of everything in the row but what always moves.</summary>
    public (ulong High, ulong Low) Fingerprint { get; init; }

    /// <summary>A number that rows with the same fields have in common.</summary>
    public ulong Shape { get; init; }

    /// <summary>An object of the service as one line of JSON without secrets.</summary>
    /// <param name="source">The JSON as it was received.</param>
    public static byte[] WithoutSecrets(byte[] source) => IsPlain(source) ? source : Rewrite(source);

    private static bool IsPlain(byte[] source)
    {
        if (Array.IndexOf(source, (byte)'\n') >= 0 || Array.IndexOf(source, (byte)'\r') >= 0)
            return false;
        var reader = new Utf8JsonReader(source);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && IsSecret(reader.GetString()!))
                return false;
        }
        return true;
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
