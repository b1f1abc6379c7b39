using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Kandji.Client.Http;
using Xunit;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Holds the client to the vendor's collection, where that lies beside the repository: every operation, its query and body, and every field of
/// its example answers. Where it does not, these tests say that they were skipped. <see cref="Explained"/> names the differences that are meant.
/// </summary>
public sealed class CollectionCoverageTests
{
    private static readonly Lazy<Task<OperationProbe>> Probe = new(() => OperationProbe.LearnAsync(key => ExampleOf(key)));

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(KeyOf)];

    [Fact]
    public void Client_HasEveryOperationOfTheCollection()
    {
        HashSet<string> known = [.. OperationCatalog.All.Select(KeyOf)];

        Nothing(from operation in VendorCollection.Required
                where !Explained.NotInTheClient.ContainsKey(operation.Name) && !known.Contains(KeyOf(operation))
                select $"{operation} is not in the client");
    }

    [Fact]
    public void Client_HasNoOperationThatTheCollectionLacks()
    {
        HashSet<string> known = [.. VendorCollection.Required.Select(KeyOf)];

        Nothing(from operation in OperationCatalog.All
                where !known.Contains(KeyOf(operation))
                select $"{operation} is not in the collection");
    }

    [Fact]
    public void Client_KnowsTheQueryOfEveryOperation() => NothingUnexplained(QueryDifferences());

    [Fact]
    public void Client_KnowsTheBodyOfEveryOperation() => NothingUnexplained(BodyDifferences());

    [Fact]
    public async Task Client_HasAMethodForEveryOperation()
    {
        _ = VendorCollection.Required;
        OperationProbe probe = await Probe.Value;

        Nothing(from operation in OperationCatalog.All
                where !probe.Sends(KeyOf(operation))
                select $"{operation} is sent by no public method");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Examples_ComeOutWhole(string operation) => NothingUnexplained(await ExampleDifferencesAsync(operation));

    [Fact]
    public async Task Explanations_AreAllNeeded()
    {
        HashSet<string> names = [.. VendorCollection.Required.Select(operation => operation.Name)];
        Nothing(Explained.NotInTheClient.Keys.Concat(Explained.RightPath.Keys).Where(name => !names.Contains(name)).Select(name => $"The collection has no '{name}'."));

        HashSet<string> differences = [.. QueryDifferences(), .. BodyDifferences()];
        foreach (string operation in Explained.Differences.Keys.Select(difference => difference.Split(": ")[0]).Distinct())
            differences.UnionWith(await ExampleDifferencesAsync(operation));
        Nothing(Explained.Differences.Keys.Where(difference => !differences.Contains(difference)).Select(difference => $"This is so no longer: {difference}"));
    }

    private static IEnumerable<string> QueryDifferences() =>
        from pair in Pairs()
        from difference in Differences(pair.Client.Query, pair.Vendor.Query)
        select $"{KeyOf(pair.Client)}: query {difference}";

    private static IEnumerable<string> BodyDifferences() =>
        from pair in Pairs()
        from difference in Differences(pair.Client.Body, pair.Vendor.Body)
        select $"{KeyOf(pair.Client)}: body {difference}";

    private static async Task<IReadOnlyList<string>> ExampleDifferencesAsync(string operation)
    {
        VendorExample[] examples = VendorCollection.Required.Where(vendor => KeyOf(vendor) == operation).SelectMany(vendor => vendor.Examples).ToArray();
        OperationProbe probe = await Probe.Value;
        var differences = new List<string>();
        foreach (JsonElement answer in examples.Select(example => AsOnlyPage(example.Body)))
        {
            IReadOnlyList<object> results = await probe.AnswersAsync(operation, key => key == operation ? answer : ExampleOf(key));
            List<string>? fewest = results
                .Select(result => FieldComparison.Differences(answer, result, path => Explained.OtherNames.GetValueOrDefault($"{operation}: {path}")))
                .MinBy(found => found.Count);
            differences.AddRange((fewest ?? ["no method returns what it answers"]).Select(difference => $"{operation}: {difference}"));
        }
        return differences;
    }

    private static IEnumerable<(ApiOperation Client, VendorOperation Vendor)> Pairs() =>
        from vendor in VendorCollection.Required
        join client in OperationCatalog.All on KeyOf(vendor) equals KeyOf(client)
        select (client, vendor);

    private static IEnumerable<string> Differences(IEnumerable<string> client, IReadOnlyList<string> vendor) =>
        vendor.Except(client).Select(name => $"lacks '{name}'")
            .Concat(client.Except(vendor).Select(name => $"has '{name}', which the collection does not name"));

    private static string KeyOf(ApiOperation operation) => operation.Method + " " + VendorCollection.Normalize(operation.Path);

    private static string KeyOf(VendorOperation operation) => operation.Method + " " + Explained.RightPath.GetValueOrDefault(operation.Name, operation.Path);

    private static JsonElement? ExampleOf(string key) =>
        VendorCollection.Required.Where(operation => KeyOf(operation) == key).SelectMany(operation => operation.Examples).FirstOrDefault() is { } example
            ? AsOnlyPage(example.Body)
            : null;

    // An example is one page of a list; alone it must be the whole list.
    private static JsonElement AsOnlyPage(JsonElement example)
    {
        JsonNode? node = ToNode(example);
        foreach (JsonObject envelope in new[] { node, (node as JsonObject)?["activity"], (node as JsonObject)?["commands"] }.OfType<JsonObject>())
        {
            if ((envelope["results"] ?? envelope["data"]) is not JsonArray items)
                continue;
            foreach (string key in new[] { "count", "total", "total_count" }.Where(envelope.ContainsKey))
                envelope[key] = items.Count;
            if (envelope.ContainsKey("next"))
                envelope["next"] = null;
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
        Nothing(differences.Where(difference => !Explained.Differences.ContainsKey(difference)));

    private static void Nothing(IEnumerable<string> differences)
    {
        string[] all = differences.Distinct().ToArray();
        if (all.Length > 0)
            Assert.Fail(string.Join("\n", all));
    }
}
