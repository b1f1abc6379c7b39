using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// The vendor's collection of requests. It is not part of the repository: the environment variable KANDJI_COLLECTION has the path of its
/// file, or of a folder that holds it alone; without that it is looked for in a folder <c>shared/api</c> next to the repository's own.
/// </summary>
internal static partial class VendorCollection
{
    private static readonly Lazy<IReadOnlyList<VendorOperation>> Loaded = new(Load);

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file, or null if there is none.</summary>
    /// <exception cref="FileNotFoundException">KANDJI_COLLECTION is set to a path at which there is no collection.</exception>
    public static string? File { get; } = Find(Environment.GetEnvironmentVariable("KANDJI_COLLECTION"));

    /// <summary>The operations, for tests that run only where the collection is: see <see cref="CollectionFactAttribute"/>.</summary>
    public static IReadOnlyList<VendorOperation> Operations => Loaded.Value;

    /// <summary>A path with every placeholder as <c>{}</c>, in whatever way it was written.</summary>
    public static string Normalize(string path) => Placeholder().Replace(path, "{}");

    internal static string? Find(string? given)
    {
        string path = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "..", "shared", "api") : given;
        string? file = System.IO.File.Exists(path) ? path
            : Directory.Exists(path) ? Directory.GetFiles(path, "*.postman_collection.json").SingleOrDefault()
            : null;
        if (file is null && !string.IsNullOrEmpty(given))
            throw new FileNotFoundException($"KANDJI_COLLECTION is '{given}', and there is no *.postman_collection.json.");
        return file;
    }

    private static List<VendorOperation> Load()
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(File!));
        return Requests(document.RootElement).Select(Read).ToList();
    }

    private static IEnumerable<JsonElement> Requests(JsonElement folder)
    {
        foreach (JsonElement item in folder.GetProperty("item").EnumerateArray())
        {
            if (!item.TryGetProperty("item", out _))
                yield return item;
            else
            {
                foreach (JsonElement request in Requests(item))
                    yield return request;
            }
        }
    }

    private static VendorOperation Read(JsonElement item)
    {
        JsonElement request = item.GetProperty("request");
        JsonElement[] answers = item.GetProperty("response").EnumerateArray().ToArray();
        JsonElement[] requests =
            [request, .. answers.Where(a => a.TryGetProperty("originalRequest", out _)).Select(a => a.GetProperty("originalRequest"))];
        string method = request.GetProperty("method").GetString()!;
        string path = request.GetProperty("url").TryGetProperty("path", out JsonElement parts)
            ? "/" + string.Join("/", parts.EnumerateArray().Select(part => part.GetString()))
            : "";
        return new VendorOperation(
            item.GetProperty("name").GetString()!,
            method,
            Normalize(path),
            requests.SelectMany(GetQuery).Distinct().ToList(),
            method == "GET" ? [] : requests.SelectMany(GetBody).Distinct().ToList(),
            answers.Where(IsSuccess).Select(FindExample).OfType<VendorExample>().ToList());
    }

    private static IEnumerable<string> GetQuery(JsonElement request) =>
        request.GetProperty("url").TryGetProperty("query", out JsonElement query)
            ? query.EnumerateArray().Select(pair => pair.GetProperty("key").GetString() ?? "").Where(name => name.Length > 0)
            : [];

    private static IEnumerable<string> GetBody(JsonElement request)
    {
        if (!request.TryGetProperty("body", out JsonElement body) || body.ValueKind != JsonValueKind.Object)
            return [];
        string mode = body.TryGetProperty("mode", out JsonElement named) ? named.GetString()! : "";
        if (mode is "urlencoded" or "formdata")
            return body.GetProperty(mode).EnumerateArray().Select(pair => pair.GetProperty("key").GetString()!).ToList();
        if (mode != "raw" || string.IsNullOrWhiteSpace(body.GetProperty("raw").GetString()))
            return [];
        // A key that is commented out is one that may be given.
        using JsonDocument json = JsonDocument.Parse(CommentedKey().Replace(body.GetProperty("raw").GetString()!, ""), Lenient);
        return json.RootElement.EnumerateObject().Select(member => member.Name).ToList();
    }

    private static bool IsSuccess(JsonElement answer) =>
        !answer.TryGetProperty("code", out JsonElement code) || code.ValueKind != JsonValueKind.Number
        || code.GetInt32() is >= 200 and < 300;

    // Examples are written for people: with comments, and with dots where something was left out.
    private static VendorExample? FindExample(JsonElement answer)
    {
        string text = answer.TryGetProperty("body", out JsonElement body) ? body.GetString()?.Trim() ?? "" : "";
        if (text.Length == 0 || text[0] is not ('{' or '['))
            return null;
        using JsonDocument json = JsonDocument.Parse(LeftOut().Replace(text, ""), Lenient);
        return new VendorExample(answer.GetProperty("name").GetString()!, json.RootElement.Clone());
    }

    [GeneratedRegex(@"(\{\{[^}]*\}\}+)|(\{[^}]*\})|((?<=/):[A-Za-z_]+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"//\s*(?=""[^""]*""\s*:)")]
    private static partial Regex CommentedKey();

    [GeneratedRegex(@"^\s*(\.\.\.|\{\.\.\.\}),?\s*$", RegexOptions.Multiline)]
    private static partial Regex LeftOut();
}
