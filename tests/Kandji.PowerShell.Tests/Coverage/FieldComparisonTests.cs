using System.Text.Json;
using Kandji.Client.Audit;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>The comparison itself: it must find what the coverage tests are there to find.</summary>
public sealed class FieldComparisonTests
{
    private const string Event =
        """{"id":"01A","occurred_at":"2026-01-20T08:15:36.000001Z","new_state":{"added":[{"name":"a"}],"count":2},"added_later":"x"}""";

    [Theory]
    [InlineData(Event, null)]
    [InlineData("""{"id":"01B"}""", "id is \"01B\" and came out as '01A' (String)")]
    [InlineData("""{"occurred_at":"2026-01-20T08:15:37Z"}""", "occurred_at is")]
    [InlineData("""{"new_state":{"added":[{"name":"b"}]}}""", "new_state.added[0].name is")]
    [InlineData("""{"new_state":{"added":[]}}""", "new_state.added[] has 0 items and came out with 1")]
    [InlineData("""{"new_state":{"count":3}}""", "new_state.count is 3")]
    [InlineData("""{"new_state":{"other":null}}""", "new_state.other does not come out as Other")]
    [InlineData("""{"added_later":"y"}""", "added_later is")]
    [InlineData("""{"no_such_field":null}""", "no_such_field does not come out as NoSuchField")]
    [InlineData("""{"action":"create"}""", "action is \"create\" and came out as null")]
    public void Differences_AreNamedByTheirPath(string expected, string? difference)
    {
        using JsonDocument answer = JsonDocument.Parse(expected);

        var differences = FieldComparison.Differences(answer.RootElement, Read<AuditEvent>(Event), _ => null);

        if (difference is null)
            Assert.Empty(differences);
        else
            Assert.StartsWith(difference, Assert.Single(differences));
    }

    [Fact]
    public void Differences_OfAValueThatDidNotFit_SaySo()
    {
        const string text = """{"occurred_at":"the other day"}""";
        using JsonDocument answer = JsonDocument.Parse(text);

        var differences = FieldComparison.Differences(answer.RootElement, Read<AuditEvent>(text), _ => null);

        Assert.Equal("occurred_at does not fit OccurredAt: it came out as OccurredAtRaw", Assert.Single(differences));
    }

    private static T Read<T>(string json)
        where T : KandjiObject, new()
    {
        var reader = new JsonTokenReader(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        return ModelReader<T>.Read(ref reader, new StringPool());
    }
}
