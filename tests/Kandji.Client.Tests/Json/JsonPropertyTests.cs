using System.Text;
using System.Text.Json;
using CsCheck;
using Kandji.Client.Json;

namespace Kandji.Client.Tests.Json;

/// <summary>Properties that hold for any input.</summary>
public sealed class JsonPropertyTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 12],
        Gen.String,
        OneOf("", "True", "Yes", "228.27 GB", "8", "2024-07-23T14:11:37Z", "Feb 27, 2024 at 7:34:21 AM", "\u0000", "💻", "\\ud800", "-",
            "1e5"));

    // Names of the sample's fields, and any others.
    private static readonly Gen<string> Name = Gen.OneOf(
        OneOf("id", "text", "flag", "count", "big", "ratio", "time", "size", "labels", "anything", "user", "users", "state", "oddly-Named",
            "name", "email"),
        Word);

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Word.Select(text => JsonSerializer.Serialize(text)),
        Gen.Long.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        OneOf("null", "true", "false", "0", "-0", "1.5", "1e400", "-1E-400", "9223372036854775808",
            "123456789012345678901234567890123456789", "\"\\ud83d\""));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 4
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, value.Array[0, 4].Select(items => "[" + string.Join(",", items) + "]")),
            (1, Gen.Select(Name, value).Array[0, 4].Select(members => Object(members)))));

    private static readonly Gen<(string Name, string Json)[]> Members = Gen.Select(Name, Value).Array[0, 12];

    [Fact]
    public void Read_WhateverTheObjectHolds_LosesNothing() => Members.Sample(
        members =>
        {
            Sample sample = Sample.Read(Object(members));
            var properties = new Dictionary<string, object?>
            {
                ["id"] = sample.Id, ["text"] = sample.Text, ["flag"] = sample.Flag, ["count"] = sample.Count, ["big"] = sample.Big,
                ["ratio"] = sample.Ratio, ["time"] = sample.Time, ["size"] = sample.Size, ["labels"] = sample.Labels,
                ["anything"] = sample.Anything, ["user"] = sample.User, ["users"] = sample.Users, ["state"] = sample.State,
                ["oddly-Named"] = sample.Other,
            };

            // Of a key that comes twice, the last one counts.
            foreach ((string key, string json) in members.GroupBy(member => Whole(member.Name), member => member.Json)
                .Select(group => (group.Key, group.Last())))
            {
                bool saysNothing = json is "null" or "\"\"" or "{}";
                Assert.True(
                    sample.GetUnknownFields().ContainsKey(key)
                        || (properties.TryGetValue(key, out object? value) && (value is not null || saysNothing)),
                    $"{key} = {json} was lost.");
            }
        },
        iter: 3000);

    [Fact]
    public void ToPlain_WhateverTheValue_NeverThrows() => Value.Sample(
        json =>
        {
            Sample sample = Sample.Read("{\"anything\":" + json + ",\"unknown\":" + json + "}");
            JsonValues.ToPlain(sample.GetUnknownFields()["unknown"]);
            Assert.Equal(json == "null", sample.Anything is null);
        },
        iter: 3000);

    [Fact]
    public void Read_WhateverTheBytes_ThrowsNothingButJsonException() => Gen.Byte.Array[0, 200].Sample(Try, iter: 5000);

    [Fact]
    public void Read_WhenAnyByteOfGoodJsonIsChanged_ThrowsNothingButJsonException() =>
        Gen.Select(Members, Gen.Int[0, 10_000], Gen.Byte).Sample(
            (members, at, value) =>
            {
                byte[] json = Encoding.UTF8.GetBytes(Object(members));
                json[at % json.Length] = value;
                Try(json);
            },
            iter: 5000);

    [Fact]
    public void Time_WhateverPointInTime_IsReadAsItWasWritten() => Gen.DateTime.Sample(
        time =>
        {
            DateTime utc = DateTime.SpecifyKind(new DateTime(time.Ticks - (time.Ticks % 10)), DateTimeKind.Utc);
            Assert.True(ApiTime.TryParse(Encoding.ASCII.GetBytes(ApiTime.Format(utc)), out DateTime local));

            // At the very ends of time there is no local time; everywhere else it is the same point, as far as .NET itself knows the zone.
            if (utc.Year is > 1 and < 9999)
                Assert.Equal(utc.ToLocalTime().ToUniversalTime(), local.ToUniversalTime());
        },
        iter: 5000);

    [Fact]
    public void Time_WhateverTheText_IsReadOrNotAndNeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-:T.Z+ "], 0, 40]).Sample(
            text => _ = ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTime time) && time.Kind != DateTimeKind.Local
                ? throw new InvalidOperationException() : true,
            iter: 20_000);

    [Fact]
    public void Url_WhateverTheValue_StaysOneParameterOfOneEndpoint()
    {
        var operation = new ApiOperation("GET", "/api/v1/devices", "", "") { Query = ["q"] };
        Gen.String.Sample(
            text =>
            {
                string url;
                try
                {
                    url = new ApiRequest(operation).With("q", text).PathAndQuery;
                }
                catch (ArgumentException)
                {
                    Assert.False(JsonText.IsWhole(text));
                    return;
                }
                var uri = new Uri("https://northwind.api.kandji.io" + url);
                Assert.Equal(("northwind.api.kandji.io", "/api/v1/devices", ""), (uri.Host, uri.AbsolutePath, uri.Fragment));
                Assert.Equal(text, Uri.UnescapeDataString(uri.Query["?q=".Length..]));
                Assert.Equal(2, uri.Query.Split('=', '&').Length);
            },
            iter: 5000);
    }

    [Fact]
    public void Url_WhateverThePathArgument_IsThatSegmentOrRefused()
    {
        var operation = new ApiOperation("GET", "/api/v1/devices/{device_id}/details", "", "");
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["abc.-_:/\\%?#@2eE"], 0, 12]).Sample(
            text =>
            {
                try
                {
                    var uri = new Uri("https://northwind.api.kandji.io" + new ApiRequest(operation, text).PathAndQuery);
                    Assert.Equal("/api/v1/devices/" + text + "/details", uri.AbsolutePath);
                    Assert.Equal("", uri.Query + uri.Fragment);
                }
                catch (ArgumentException)
                {
                    // Refused.
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Url_WhateverThePathAPersonWrites_StaysOnTheHostAndInPlace() =>
        Gen.String[Gen.Char["/ab.%2eEfF:@?#\\ \t"], 0, 16].Sample(
            path =>
            {
                try
                {
                    string accepted = new ApiRequest(new ApiOperation("GET", path, "", "")).PathAndQuery;
                    var uri = new Uri("https://northwind.api.kandji.io" + accepted);
                    Assert.Equal("northwind.api.kandji.io", uri.Authority);
                    Assert.Equal(Count(accepted.Split('?')[0]), Count(uri.AbsolutePath));
                }
                catch (ArgumentException)
                {
                    // Refused.
                }

                static int Count(string text) => text.Count(c => c == '/');
            },
            iter: 20_000);

    private static void Try(byte[] json)
    {
        try
        {
            foreach (JsonElement field in Sample.Read(json).GetUnknownFields().Values)
                JsonValues.ToPlain(field);
        }
        catch (JsonException)
        {
            // The one exception that reading may end in.
        }
        ErrorBody.Read(json, text => text);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Object(IEnumerable<(string Name, string Json)> members) =>
        "{" + string.Join(",", members.Select(member => JsonSerializer.Serialize(member.Name) + ":" + member.Json)) + "}";

    // The serializer writes half a pair as the replacement character.
    private static string Whole(string text) => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text))!;
}
