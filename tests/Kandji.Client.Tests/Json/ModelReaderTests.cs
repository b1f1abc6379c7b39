using System.Text;
using System.Text.Json;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Tests.Json;

public sealed class ModelReaderTests
{
    [Fact]
    public void Read_OfAPartialModel_PassesOverOtherFields()
    {
        var reader = new JsonTokenReader("""{"user":{"id":"u-1"},"device_id":"d-1","tags":["a",{}],"name":null}"""u8);
        reader.Read();
        ListedRow row = ModelReader<ListedRow>.Read(ref reader, StringPool.ForSingleResponse());

        Assert.Equal("d-1", row.DeviceId);
        Assert.Null(row.Id);
        Assert.Empty(row.GetUnknownFields());
        reader.RequireEnd();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"Yes\"", true)]
    [InlineData("\"no\"", false)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Read_WhenABooleanComesInAnyShape_IsThatBoolean(string json, bool? expected)
    {
        Sample sample = Sample.Read($$"""{"flag":{{json}}}""");
        Assert.Equal(expected, sample.Flag);
        Assert.Empty(sample.GetUnknownFields());
    }

    [Theory]
    [InlineData("8", 8)]
    [InlineData("\"8\"", 8)]
    [InlineData("8.0", 8)]
    [InlineData("\"-3\"", -3)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Read_WhenACountComesInAnyShape_IsThatNumber(string json, int? expected)
    {
        Sample sample = Sample.Read($$"""{"count":{{json}},"big":{{json}}}""");
        Assert.Equal(expected, sample.Count);
        Assert.Equal(expected, sample.Big);
        Assert.Empty(sample.GetUnknownFields());
    }

    [Theory]
    [InlineData("\"228.27 GB\"", 228_270_000_000)]
    [InlineData("\"1,024.5 MB\"", 1_024_500_000L)]
    [InlineData("\"16GB\"", 16_000_000_000)]
    [InlineData("\"1.5 TB\"", 1_500_000_000_000)]
    [InlineData("\"2 KiB\"", 2048L)]
    [InlineData("\"512\"", 512L)]
    [InlineData("512", 512L)]
    [InlineData("\"0 bytes\"", 0L)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Read_WhenASizeComesInAnyShape_IsItsBytes(string json, long? expected)
    {
        Sample sample = Sample.Read($$"""{"size":{{json}}}""");
        Assert.Equal(expected, sample.Size);
        Assert.Empty(sample.GetUnknownFields());
    }

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("\"0.5\"", 0.5)]
    [InlineData("\"87 %\"", 87.0)]
    [InlineData("\"\"", null)]
    public void Read_WhenARatioComesInAnyShape_IsThatNumber(string json, double? expected) =>
        Assert.Equal(expected, Sample.Read($$"""{"ratio":{{json}}}""").Ratio);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Read_WhenThereIsNoUser_IsNull(string json)
    {
        Sample sample = Sample.Read($$"""{"user":{{json}},"id":"after"}""");
        Assert.Null(sample.User);
        Assert.Equal("after", sample.Id);
        Assert.Empty(sample.GetUnknownFields());
    }

    [Theory]
    [InlineData("\"1f0c5a9e-6a55-4f6c-9d0f-3b9f6f1f2a11\"", "1f0c5a9e-6a55-4f6c-9d0f-3b9f6f1f2a11")]
    [InlineData("4711", "4711")]
    public void Read_WhenAUsersIdIsTextOrNumber_IsText(string json, string expected) =>
        Assert.Equal(expected, Sample.Read($$$"""{"user":{"id":{{{json}}},"name":"Ana"}}""").User!.Id);

    [Theory]
    [InlineData("1", SampleState.Pending)]
    [InlineData("\"2\"", SampleState.Running)]
    [InlineData("\"not_now\"", SampleState.NotNow)]
    [InlineData("99", (SampleState)99)]
    public void Read_WhenAStateIsNumberOrName_IsThatState(string json, object expected) =>
        Assert.Equal((SampleState)expected, Sample.Read($$"""{"state":{{json}}}""").State);

    [Theory]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("1, 2")]
    public void Read_WhenAStateIsTextWithDigitsInIt_KeepsTheText(string text)
    {
        Sample sample = Sample.Read($$"""{"state":"{{text}}"}""");
        Assert.Null(sample.State);
        Assert.Equal(text, sample.GetUnknownFields()["state"].GetString());
    }

    [Theory]
    [InlineData("time", "\"soon\"")]
    [InlineData("time", "1706285736")]
    [InlineData("flag", "\"perhaps\"")]
    [InlineData("flag", "2")]
    [InlineData("flag", "{}")]
    [InlineData("count", "\"many\"")]
    [InlineData("count", "2147483648")]
    [InlineData("count", "1.5")]
    [InlineData("big", "9223372036854775808")]
    [InlineData("big", "1e400")]
    [InlineData("size", "\"12 parsecs\"")]
    [InlineData("size", "\"99999999999 TB\"")]
    [InlineData("ratio", "\"NaN\"")]
    [InlineData("ratio", "1e999")]
    [InlineData("labels", "\"one\"")]
    [InlineData("labels", "[\"one\",null]")]
    [InlineData("labels", "[\"one\",[\"two\"]]")]
    [InlineData("user", "\"ana@example.com\"")]
    [InlineData("user", "[{\"id\":1}]")]
    [InlineData("users", "[{\"id\":\"1\"},7]")]
    [InlineData("users", "{\"id\":\"1\"}")]
    [InlineData("state", "\"exploded\"")]
    [InlineData("text", "{\"deep\":[1,{\"er\":2}]}")]
    [InlineData("oddly-Named", "[]")]
    public void Read_WhenAValueDoesNotFit_KeepsItAndTheRest(string name, string json)
    {
        Sample sample = Sample.Read($$$"""{"id":"before","{{{name}}}":{{{json}}},"a_field_added_later":{"x":[1]}}""");
        Assert.Equal("before", sample.Id);
        Assert.Equal(json, sample.GetUnknownFields()[name].GetRawText());
        Assert.Equal("""{"x":[1]}""", sample.GetUnknownFields()["a_field_added_later"].GetRawText());
    }

    [Fact]
    public void Read_OfValuesThatDifferInTheirLastLettersOnly_SharesEachOfThem()
    {
        var context = new StringPool();
        List<string> Once() => Enumerable.Range(10, 20).Select(i => Shared(context, $"b1000000-0000-4000-8000-0000000000{i}")).ToList();
        List<string> first = Once();
        List<string> second = Once();
        Assert.InRange(first.Zip(second, (a, b) => ReferenceEquals(a, b)).Count(same => same), 18, 20);
    }

    [Fact]
    public void Read_WhenFieldsComeInAnyOrder_FindsThem()
    {
        Sample sample = Sample.Read("""{"oddly-Named":"o","state":1,"time":"2024-02-29","labels":["a","b"],"id":"i","text":"t"}""");
        Assert.Equal(("o", SampleState.Pending, "i", "t"), (sample.Other, sample.State, sample.Id, sample.Text));
        Assert.Equal(["a", "b"], sample.Labels!);
        Assert.NotNull(sample.Time);
    }

    [Fact]
    public void Read_WhenAKeyComesTwice_TheLastOneCounts()
    {
        Sample sample = Sample.Read("""{"text":"first","new":1,"text":"second","new":2,"text":null}""");
        Assert.Equal("second", sample.Text);
        Assert.Equal(2, sample.GetUnknownFields()["new"].GetInt32());
    }

    [Fact]
    public void Read_WhenTextHasAnyUnicode_KeepsIt() =>
        Assert.Equal("“Zoë’s” 💻 مكتب", Sample.Read("""{"text":"“Zo\u00eb’s” \ud83d\udcbb مكتب"}""").Text);

    [Theory]
    [InlineData("""{"text":"cut \ud83d"}""", "cut \ufffd")]
    [InlineData("""{"text":"\udcbb first"}""", "\ufffd first")]
    [InlineData("""{"text":"\ud83d\ud83d\udcbb"}""", "\ufffd💻")]
    [InlineData("""{"text":"no escape: \\ud83d"}""", "no escape: \\ud83d")]
    public void Read_WhenHalfOfASurrogatePairIsEscaped_ShowsTheReplacementCharacter(string json, string expected) =>
        Assert.Equal(expected, Sample.Read(json).Text);

    [Fact]
    public void Read_WhenAnUnknownFieldOrItsNameHoldsHalfAPair_CanBeReadLater()
    {
        var field = Sample.Read("""{"na\ud800me":"\udc00"}""").GetUnknownFields().Single();
        Assert.Equal(("na\ufffdme", "\ufffd"), (field.Key, field.Value.GetString()));
    }

    [Fact]
    public void Read_WhenABodyIsNotUtf8_IsAJsonException() =>
        Assert.ThrowsAny<JsonException>(() => Sample.Read([.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Fact]
    public void Read_WhenABodyBeginsWithAByteOrderMark_PassesOverIt() =>
        Assert.Equal("x", Sample.Read([0xEF, 0xBB, 0xBF, .. "{\"text\":\"x\"}"u8]).Text);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"text\":\"x\"")]
    [InlineData("{\"text\":")]
    [InlineData("{\"text\":\"x\"} {}")]
    [InlineData("{\"text\":tru}")]
    [InlineData("<html></html>")]
    public void Read_WhenItIsNotOneObject_IsAJsonException(string text) =>
        Assert.ThrowsAny<JsonException>(() => Sample.Read(text));

    [Theory]
    [InlineData("text")]
    [InlineData("user")]
    [InlineData("unknown")]
    [InlineData("anything")]
    public void Read_WhenNested1000Deep_IsAJsonException(string name) =>
        Assert.ThrowsAny<JsonException>(() => Sample.Read("{\"" + name + "\":" + new string('[', 1000) + new string(']', 1000) + "}"));

    [Fact]
    public void Read_WhenManyObjectsHoldEqualText_SharesOneString()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"text":"MacBook Air","other":0,"users":[{"name":"MacBook Air"}]}""");
        Sample sample = Sample.Read(json);
        Assert.Same(sample.Text, sample.Users![0].Name);
    }

    [Fact]
    public void Read_WhenFreeFormJsonHoldsAnything_IsPlainDotNet()
    {
        object? plain = Sample.Read("""{"anything":{"a":[1,3000000000,1.5,true,null,"x",18446744073709551615]}}""").Anything;
        var map = Assert.IsType<System.Collections.Generic.Dictionary<string, object?>>(plain);
        Assert.Equal([1, 3_000_000_000L, 1.5, true, null, "x", 18446744073709551615m], Assert.IsType<object?[]>(map["a"]));
    }

    private static string Shared(StringPool context, string text)
    {
        var reader = new JsonTokenReader(Encoding.UTF8.GetBytes('"' + text + '"'));
        reader.Read();
        return context.Intern(ref reader);
    }
}
