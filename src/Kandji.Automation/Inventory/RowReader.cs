using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>Reads rows of a kind, one after another: what identifies them, and their fingerprints.</summary>
/// <param name="kind">The kind.</param>
internal sealed class RowReader(InventoryKind kind) : IDisposable
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private readonly FieldNames _names = new(kind);
#if !NET8_0_OR_GREATER
    private readonly SHA256 _sha = SHA256.Create();
#endif
    private readonly MemoryStream _content = new();

    /// <summary>Reads a row.</summary>
    /// <param name="source">The JSON as it was received.</param>
    public StoredRow Read(byte[] source)
    {
        // Nearly all rows come as one line, without a field that may hold a secret, and are kept byte for byte.
        bool isLine = source.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') < 0;
        return (isLine ? Scan(source, refusesSecrets: true) : null) ?? Scan(StoredRow.WithoutSecrets(source), refusesSecrets: false)!;
    }

    // Null for a row that has a field that may hold a secret.
    private StoredRow? Scan(byte[] json, bool refusesSecrets)
    {
        _content.SetLength(0);
        string id = "", name = "", serialNumber = "";
        ulong shape = Offset;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            FieldName field = _names.Find(ref reader);
            if (refusesSecrets && field.IsSecret)
                return null;
            shape = Mix(shape, field, 0);
            reader.Read();
            // Of a field that comes twice, the last value that is not null counts, as where objects are read.
            if (field.Identifies && reader.TokenType != JsonTokenType.Null)
            {
                string value = ReadText(ref reader);
                if (field.Text == kind.IdField)
                    id = value;
                if (field.Text == kind.NameField)
                    name = value;
                if (field.Text == kind.SerialField)
                    serialNumber = value.Trim();
            }
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                int depth = reader.CurrentDepth;
                while (reader.Read() && reader.CurrentDepth > depth)
                {
                    if (reader.TokenType != JsonTokenType.PropertyName)
                        continue;
                    FieldName inner = _names.Find(ref reader);
                    if (refusesSecrets && inner.IsSecret)
                        return null;
                    shape = Mix(shape, inner, reader.CurrentDepth);
                }
            }
            if (!field.IsVolatile)
                _content.Write(json, start, (int)reader.BytesConsumed - start);
        }
        return new StoredRow(json)
        {
            Id = id, Name = name, SerialNumber = serialNumber, Shape = shape, Fingerprint = ComputeFingerprint(),
        };
    }

    private static string ReadText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan.ToArray()),
        _ => "",
    };

    private static ulong Mix(ulong shape, FieldName field, int depth) =>
        unchecked((((shape ^ (uint)depth) * Prime) ^ field.Hash) * Prime);

    private (ulong High, ulong Low) ComputeFingerprint()
    {
#if NET8_0_OR_GREATER
        // Faster for as few bytes as a row has.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_content.GetBuffer().AsSpan(0, (int)_content.Length), hash);
#else
        Span<byte> hash = _sha.ComputeHash(_content.GetBuffer(), 0, (int)_content.Length);
#endif
        return (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.Slice(sizeof(ulong))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
#if !NET8_0_OR_GREATER
        _sha.Dispose();
#endif
        _content.Dispose();
    }
}
