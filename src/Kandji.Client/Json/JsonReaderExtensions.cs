using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>Extends the reader of JSON.</summary>
internal static class JsonReaderExtensions
{
    /// <summary>Reads past the last token, which makes the reader notice anything that follows it.</summary>
    /// <exception cref="JsonException">The text does not end there.</exception>
    public static void RequireEnd(this ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw new JsonException("Something follows the end of the answer.");
    }
}
