using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.Shapes;

/// <summary>
/// The shape of an answer, written as JSON in Shapes/Templates. A string that is one placeholder, <c>"{name}"</c>, becomes the value of
/// that name, whatever its type; within a longer string the value becomes text. Some placeholders are random: <c>{digits:15}</c>,
/// <c>{hex:16}</c>, <c>{HEX:32}</c>, <c>{uuid}</c>, a number <c>{40..400}</c>, and one of several texts <c>{8 GB|16 GB}</c>. They are
/// drawn in the order of the template, so that one seed always gives one answer.
/// </summary>
internal sealed partial class JsonTemplate
{
    private static readonly ConcurrentDictionary<string, JsonObject> Files = new(StringComparer.Ordinal);

    private readonly JsonObject _shape;

    private JsonTemplate(JsonObject shape) => _shape = shape;

    /// <summary>Finds a template.</summary>
    /// <param name="file">The name of the file, without its extension.</param>
    /// <param name="name">The name of the template in the file.</param>
    public static JsonTemplate Find(string file, string name) => new(Files.GetOrAdd(file, Read)[name]!.AsObject());

    /// <summary>Fills the template.</summary>
    /// <param name="values">The value of each placeholder.</param>
    /// <param name="random">The source of the random placeholders.</param>
    public JsonObject Fill(JsonObject values, SeededRandom random) => (JsonObject)Fill(_shape, values, random)!;

    private static JsonObject Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{file}.json")
            ?? throw new ArgumentException($"The assembly has no template file '{file}.json'.", nameof(file));
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static JsonNode? Fill(JsonNode? node, JsonObject values, SeededRandom random) => node switch
    {
        JsonObject shape => new JsonObject(shape.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value, values, random)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(item, values, random))]),
        JsonValue value when value.TryGetValue(out string? text) => Fill(text, values, random),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Fill(string text, JsonObject values, SeededRandom random)
    {
        if (!text.Contains('{'))
            return text;
        Match only = Placeholder().Match(text);
        return only.Length == text.Length && values.TryGetPropertyValue(only.Groups[1].Value, out JsonNode? value)
            ? value?.DeepClone()
            : Placeholder().Replace(text, match => ToText(match.Groups[1].Value, values, random));
    }

    private static string ToText(string placeholder, JsonObject values, SeededRandom random)
    {
        if (values.TryGetPropertyValue(placeholder, out JsonNode? value))
            return value?.ToString() ?? "";
        if (placeholder == "uuid")
            return random.Id();
        if (placeholder.Contains('|'))
            return random.Pick(placeholder.Split('|'));
        if (placeholder.Split("..") is [var least, var most])
            return random.Between(Number(least), Number(most)).ToString(CultureInfo.InvariantCulture);
        return placeholder.Split(':') switch
        {
            ["digits", var length] => random.Text("0123456789", Number(length)),
            ["hex", var length] => random.Text("0123456789abcdef", Number(length)),
            ["HEX", var length] => random.Text("0123456789ABCDEF", Number(length)),
            _ => throw new ArgumentException($"The placeholder '{{{placeholder}}}' has no value.", nameof(placeholder)),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
