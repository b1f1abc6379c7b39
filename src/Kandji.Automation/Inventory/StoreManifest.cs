using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kandji.Automation.Files;

namespace Kandji.Automation.Inventory;

/// <summary>The file that names the files of a store that count. It is replaced as a whole: that is when a run has happened.</summary>
internal sealed class StoreManifest
{
    /// <summary>The schema that this version of the module reads and writes.</summary>
    internal const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Format = Create(indented: true);

    /// <summary>The format of objects that are one line each.</summary>
    internal static readonly JsonSerializerOptions LineFormat = Create(indented: false);

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new UtcTimeConverter() },
    };

    /// <summary>The schema.</summary>
    public int Schema { get; set; } = CurrentSchema;

    /// <summary>The API's host of the tenant.</summary>
    public string Host { get; set; } = "";

    /// <summary>The kinds, by name.</summary>
    public SortedDictionary<string, StoredKind> Kinds { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The SHA-256 of the file without this member.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="content">The content.</param>
    /// <returns>The manifest; null where it is damaged.</returns>
    /// <exception cref="InventoryException">It is of a newer version of the module.</exception>
    public static StoreManifest? Parse(string path, byte[] content)
    {
        CheckSchema(path, content);
        try
        {
            StoreManifest? manifest = JsonSerializer.Deserialize<StoreManifest>(content, Format);
            return manifest is { Sha256: { } sum } && manifest.ComputeChecksum() == sum ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Cut off, or something else: not a manifest.
            return null;
        }
    }

    /// <summary>The content of the file.</summary>
    public byte[] ToUtf8()
    {
        Sha256 = ComputeChecksum();
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Format) + "\n");
    }

    private string ComputeChecksum()
    {
        string? kept = Sha256;
        Sha256 = null;
        string sum = HexText.Hash(JsonSerializer.Serialize(this, Format).Replace("\r\n", "\n"));
        Sha256 = kept;
        return sum;
    }

    /// <summary>Refuses a file of a newer version of the module.</summary>
    internal static void CheckSchema(string path, byte[] content)
    {
        int? schema = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("schema", out JsonElement value)
                && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
                schema = number;
        }
        catch (JsonException)
        {
            // Damaged; the caller finds that out.
        }
        if (schema > CurrentSchema)
        {
            string version = typeof(StoreManifest).Assembly.GetName().Version!.ToString(3);
            throw new InventoryException("KandjiNewerSchema", string.Format(CultureInfo.InvariantCulture,
                "'{0}': the file has schema {1}. Version {2} of the module Kandji reads schema {3}. Update the module, or use another "
                    + "folder.", path, schema, version, CurrentSchema));
        }
    }
}
