using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Simulator;

/// <summary>Adds fields that nobody knows to every object of an answer, at every depth, as a service does that goes on growing.</summary>
public static class UnknownFields
{
    private static readonly JsonWriterOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>
    /// The names and values of the fields as JSON: plain values, a list, objects in objects, and the names that PowerShell reserves.
    /// </summary>
    public const string Json = """
        {
          "not_known_here": "text",
          "not_known_number": 421,
          "not_known_list": ["one", "two; three"],
          "not_known_numbers": [1, 2.5],
          "not_known_object": { "inner_text": "inner", "inner_list": [{ "deepest_text": "deepest" }, { "deepest_list": ["last"] }] },
          "psobject": "value of psobject",
          "PSTypeNames": "value of PSTypeNames",
          "psbase": "value of psbase",
          "psadapted": "value of psadapted",
          "psextended": "value of psextended",
          "PSStandardMembers": "value of PSStandardMembers"
        }
        """;

    /// <summary>Adds the fields. Text that is no JSON stays what it is, and so does a name that is in an object twice.</summary>
    /// <param name="body">The body of an answer.</param>
    public static string AddTo(string body)
    {
        using var text = new MemoryStream();
        try
        {
            using var answer = JsonDocument.Parse(body);
            using var fields = JsonDocument.Parse(Json);
            using var writer = new Utf8JsonWriter(text, Written);
            Copy(answer.RootElement, fields.RootElement, writer);
        }
        catch (JsonException)
        {
            return body;
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Copy(JsonElement value, JsonElement fields, Utf8JsonWriter writer)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
                Copy(item, fields, writer);
            writer.WriteEndArray();
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            var isEmpty = true;
            foreach (var member in value.EnumerateObject())
            {
                isEmpty = false;
                writer.WritePropertyName(member.Name);
                Copy(member.Value, fields, writer);
            }

            // An empty object says that there is none.
            foreach (var member in isEmpty ? default : fields.EnumerateObject())
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
