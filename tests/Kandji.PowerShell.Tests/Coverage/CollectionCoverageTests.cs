using System.Text.Json;
using System.Text.Json.Nodes;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Holds the client to the vendor's collection: every operation, its query and body, and every field of its example answers. Where the
/// collection is not to be found, one test says so for all. <see cref="KnownDifferences"/> names the differences that are meant.
/// </summary>
public sealed class CollectionCoverageTests
{
    private static readonly Lazy<Task<OperationProbe>> Probe = new(() => OperationProbe.LearnAsync(key => FindExample(key)));

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(GetKey)];

    [Fact]
    public void Collection_IsThere()
    {
        if (VendorCollection.File is null)
            Assert.Skip(
                "Nothing was compared with the vendor's collection: it is not in ../shared/api, and KANDJI_COLLECTION does not name it.");
        Assert.NotEmpty(VendorCollection.Operations);
    }

    [Fact]
    public void Collection_ThatIsNamedAndNotThere_IsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => VendorCollection.Find(folder.Path));
        Assert.Throws<FileNotFoundException>(() => VendorCollection.Find(Path.Combine(folder.Path, "none.postman_collection.json")));

        string file = folder.Write("any.postman_collection.json", "{}");
        Assert.Equal(file, VendorCollection.Find(folder.Path));
        Assert.Equal(file, VendorCollection.Find(file));
    }

    [CollectionFact]
    public void Client_HasEveryOperationOfTheCollection()
    {
        HashSet<string> known = [.. OperationCatalog.All.Select(GetKey)];

        Nothing(from operation in VendorCollection.Operations
                where !KnownDifferences.NotInTheClient.ContainsKey(operation.Name) && !known.Contains(GetKey(operation))
                select $"{operation} is not in the client");
    }

    [CollectionFact]
    public void Client_HasNoOperationThatTheCollectionLacks()
    {
        HashSet<string> known = [.. VendorCollection.Operations.Select(GetKey)];

        Nothing(from operation in OperationCatalog.All
                where !known.Contains(GetKey(operation)) && !KnownDifferences.NotInTheCollection.Contains(GetKey(operation))
                select $"{operation} is not in the collection");
        Nothing(from operation in KnownDifferences.NotInTheCollection
                where known.Contains(operation)
                select $"{operation} is in the collection");
    }

    [CollectionFact]
    public void Client_KnowsTheQueryOfEveryOperation() => NothingUnexplained(QueryDifferences());

    [CollectionFact]
    public void Client_KnowsTheBodyOfEveryOperation() => NothingUnexplained(BodyDifferences());

    [CollectionFact]
    public async Task Client_HasAMethodForEveryOperation()
    {
        OperationProbe probe = await Probe.Value;

        Nothing(from operation in OperationCatalog.All
                where !probe.Sends(GetKey(operation))
                select $"{operation} is sent by no public method");
    }

    [CollectionTheory]
    [MemberData(nameof(Operations))]
    public async Task Examples_ComeOutWhole(string operation) => NothingUnexplained(await ExampleDifferencesAsync(operation));

    [CollectionFact]
    public async Task Explanations_AreAllNeeded()
    {
        HashSet<string> names = [.. VendorCollection.Operations.Select(operation => operation.Name)];
        Nothing(KnownDifferences.NotInTheClient.Keys.Concat(KnownDifferences.RightPath.Keys).Where(name => !names.Contains(name))
            .Select(name => $"The collection has no '{name}'."));

        HashSet<string> differences = [.. QueryDifferences(), .. BodyDifferences()];
        foreach (string operation in KnownDifferences.Differences.Keys.Select(difference => difference.Split(": ")[0]).Distinct())
            differences.UnionWith(await ExampleDifferencesAsync(operation));
        Nothing(KnownDifferences.Differences.Keys.Where(difference => !differences.Contains(difference))
            .Select(difference => $"This is so no longer: {difference}"));
    }

    private static IEnumerable<string> QueryDifferences() =>
        from pair in Pairs()
        from difference in Differences(pair.Client.Query, pair.Vendor.Query)
        select $"{GetKey(pair.Client)}: query {difference}";

    private static IEnumerable<string> BodyDifferences() =>
        from pair in Pairs()
        from difference in Differences(pair.Client.Body, pair.Vendor.Body)
        select $"{GetKey(pair.Client)}: body {difference}";

    private static async Task<IReadOnlyList<string>> ExampleDifferencesAsync(string operation)
    {
        VendorExample[] examples = VendorCollection.Operations.Where(vendor => GetKey(vendor) == operation)
            .SelectMany(vendor => vendor.Examples).ToArray();
        OperationProbe probe = await Probe.Value;
        var differences = new List<string>();
        foreach (JsonElement answer in examples.Select(example => AsAnswer(example.Body)))
        {
            IReadOnlyList<object> results = await probe.AnswersAsync(operation, key => key == operation ? answer : FindExample(key));
            List<string>? fewest = results
                .Select(
                    result => FieldComparison.Differences(
                        answer, result, path => KnownDifferences.OtherNames.GetValueOrDefault($"{operation}: {path}")))
                .MinBy(found => found.Count);
            differences.AddRange((fewest ?? ["no method returns what it answers"]).Select(difference => $"{operation}: {difference}"));
        }
        return differences;
    }

    private static IEnumerable<(ApiOperation Client, VendorOperation Vendor)> Pairs() =>
        from vendor in VendorCollection.Operations
        join client in OperationCatalog.All on GetKey(vendor) equals GetKey(client)
        select (client, vendor);

    private static IEnumerable<string> Differences(IEnumerable<string> client, IReadOnlyList<string> vendor) =>
        vendor.Except(client).Select(name => $"lacks '{name}'")
            .Concat(client.Except(vendor).Select(name => $"has '{name}', which the collection does not name"));

    private static string GetKey(ApiOperation operation) => operation.Method + " " + VendorCollection.Normalize(operation.Path);

    private static string GetKey(VendorOperation operation) =>
        operation.Method + " " + KnownDifferences.RightPath.GetValueOrDefault(operation.Name, operation.Path);

    private static JsonElement? FindExample(string key) =>
        VendorCollection.Operations.Where(operation => GetKey(operation) == key).SelectMany(operation => operation.Examples)
        .FirstOrDefault() is { } example
            ? AsAnswer(example.Body)
            : null;

    // An example is one page of a list; alone it must be the whole list. An object that is asked for by its id has to be that one.
    private static JsonElement AsAnswer(JsonElement example)
    {
        JsonNode? node = ToNode(example);
        foreach (JsonObject named in new[] { node, (node as JsonObject)?["general"], (node as JsonObject)?["activity"],
            (node as JsonObject)?["commands"] }.OfType<JsonObject>())
        {
            foreach (string key in new[] { "id", "device_id", "note_id", "cve_id" }.Where(named.ContainsKey))
                named[key] = OperationProbe.SomeId;
        }
        foreach (JsonObject envelope in new[] { node, (node as JsonObject)?["activity"],
            (node as JsonObject)?["commands"] }.OfType<JsonObject>())
        {
            if ((envelope["results"] ?? envelope["data"]) is not JsonArray items)
                continue;
            foreach (string key in new[] { "count", "total", "total_count" }.Where(envelope.ContainsKey))
                envelope[key] = items.Count;
            foreach (string key in new[] { "next", "cursor" }.Where(envelope.ContainsKey))
                envelope[key] = null;
        }
        return JsonSerializer.SerializeToElement(node);
    }

    // Where a key is sent twice, the last one counts.
    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().GroupBy(member => member.Name)
            .Select(same => KeyValuePair.Create(same.Key, ToNode(same.Last().Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(ToNode)]),
        _ => JsonValue.Create(element),
    };

    private static void NothingUnexplained(IEnumerable<string> differences) =>
        Nothing(differences.Where(difference => !KnownDifferences.Differences.ContainsKey(difference)));

    private static void Nothing(IEnumerable<string> differences)
    {
        string[] all = differences.Distinct().ToArray();
        if (all.Length > 0)
            Assert.Fail(string.Join("\n", all));
    }
}
