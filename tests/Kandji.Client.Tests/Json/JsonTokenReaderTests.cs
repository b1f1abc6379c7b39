using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Client.Json;

namespace Kandji.Client.Tests.Json;

/// <summary>The reader is the framework's reader in everything that can be seen of it: these tests compare the two.</summary>
public sealed class JsonTokenReaderTests
{
    private const int Seed = 20261129;

    public static TheoryData<string> Texts =>
    [
        "{}", "[]", "\"\"", "0", "true", "false", "null", " \r\n\t[ 1 , 2 ]\n", "{\"a\":1}",
        "{ \"a\" : [ { \"b\" : [ ] } ] , \"c\" : null }",
        "-0", "-1", "10", "0.5", "-12.25e+10", "1E5", "1e-5", "123456789012345678901234567890", "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808", "79228162514264337593543950335", "1e400", "0.1e1", "8.0",
        "\"eight by\"", "\"seven b\"", "\"nine byte\"", "\"a quote \\\" inside\"", "\"\\\\\"", "\"\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0041\\uD83D\\uDE00\"", "\"sixteen bytes and\\\\more\"", "\"Zoë \u65e5\u672c \ud83d\ude00\"", "{\"na\\u006de\":\"x\"}",
        "[\"\",\"\",\"\"]",
        // Broken.
        "", " ", "{", "[", "\"", "\"\\", "\"\\\"", "\"\\u00\"", "\"\\u00g0\"", "\"\\x\"", "\"a\nb\"", "\"tab\there and on and on\"",
        "\"\u0001\"",
        "tru", "truE", "nul", "nulll", "true1", "truefalse", "x", "'a'", "+1", "01", "-01", "-", "1.", ".5", "1.e5", "1e", "1e+", "1x",
        "1 2",
        "0x10", "NaN", "Infinity", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{,}", "{1:2}",
        "{a:1}",
        "[,]", "[1,]", "[1 2]", "[1,,2]", "[]]", "[][]", "{}{}", "{}x", "[1]/* no */", "// no\n1", "\ufeff1", "{\"a\":[1,2}", ":", ",", "]",
        "{\"a\":1}}", "{\"a\"::1}", "[\"a\":1]", "[tru,1]", "{\"a\":tru}", "[1.5.5]", "[1e5e5]", "[--1]",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_SaysAndRefusesWhatTheFrameworksReaderDoes(string text) => RequireSame(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Read_OfEveryBeginningOfADocument_SaysAndRefusesWhatTheFrameworksReaderDoes()
    {
        byte[] text = Encoding.UTF8.GetBytes(
            """{"device_id":"0d8f","count":-12.5e3,"user":{"name":"Zo\u00eb \"Z\"","x":[]},"tags":["a",null,true,false],"empty":""}""");
        for (int length = 0; length <= text.Length; length++)
            RequireSame(text.AsSpan(0, length).ToArray());
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Read_OfNestedText_GoesAsDeepAsTheFrameworksReader(int depth)
    {
        RequireSame(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)));
        RequireSame(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)));
    }

    [Fact]
    public void Read_OfRandomText_SaysAndRefusesWhatTheFrameworksReaderDoes()
    {
        // Bytes that mean something, so that much of it is JSON, or nearly.
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "1", "0", "-", ".", "e", "true", "null", "\"a\"", "\"b\":", "\\u0041",
            "{\"k\":",
            "[]", "{}", "long enough to fill words", "ä", "\u0003", "12", "\"text of more than sixteen bytes\"",
        ];
        var random = new Random(Seed);
        for (int turn = 0; turn < 20_000; turn++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            RequireSame(Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public void Read_OfADocumentWithOneByteChanged_SaysAndRefusesWhatTheFrameworksReaderDoes()
    {
        byte[] whole = Encoding.UTF8.GetBytes(
            """[{"id":"5f0c6a4e-0d1b-4a57","n":[1,2.5,-3e+2],"s":"a\\b\u0041c","t":true,"f":false,"o":{"x":null}}, {}]""");
        var random = new Random(Seed);
        for (int turn = 0; turn < 20_000; turn++)
        {
            byte[] text = [.. whole];
            text[random.Next(text.Length)] = (byte)random.Next(128);
            RequireSame(text);
        }
    }

    [Theory]
    [InlineData("""{"a":[1,{"b":2}],"c":3}""")]
    [InlineData("""[[],{},"x",[[1]]]""")]
    public void Skip_FromEachToken_EndsWhereTheFrameworksReaderDoes(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        for (int steps = 1; ; steps++)
        {
            var ours = new JsonTokenReader(utf8);
            var theirs = new Utf8JsonReader(utf8);
            for (int i = 0; i < steps; i++)
            {
                ours.Read();
                if (!theirs.Read())
                    return;
            }
            ours.Skip();
            theirs.Skip();
            Assert.Equal((theirs.TokenType, (int)theirs.BytesConsumed), (ours.TokenType, ours.BytesConsumed));
        }
    }

    [Theory]
    [InlineData("""{"a":1}""", "a", true)]
    [InlineData("""{"\u0061":1}""", "a", true)]
    [InlineData("""{"a":1}""", "b", false)]
    [InlineData("""{"ab":1}""", "a", false)]
    [InlineData("""{"":1}""", "", true)]
    public void ValueTextEquals_ComparesWhatTheEscapesStandFor(string json, string name, bool isEqual)
    {
        var reader = new JsonTokenReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        reader.Read();
        Assert.Equal(isEqual, reader.ValueTextEquals(name));
        Assert.Equal(isEqual, reader.ValueTextEquals(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void RequireEnd_WhenSomethingFollows_Throws()
    {
        Assert.ThrowsAny<JsonException>(() =>
        {
            var reader = new JsonTokenReader("[]x"u8);
            reader.Read();
            reader.Read();
            reader.RequireEnd();
        });
        Assert.ThrowsAny<JsonException>(() =>
        {
            var reader = new JsonTokenReader("[1]"u8);
            reader.Read();
            reader.RequireEnd();
        });
    }

    private static void RequireSame(byte[] utf8)
    {
        string expected = Describe(utf8, DescribeTheirs), actual = Describe(utf8, DescribeOurs);
        Assert.True(expected == actual,
            $"Seed {Seed}. {Encoding.UTF8.GetString(utf8)}\nexpected: {expected}\nactual:   {actual}");
    }

    private static string Describe(byte[] utf8, Action<byte[], StringBuilder> describe)
    {
        var text = new StringBuilder();
        try
        {
            describe(utf8, text);
        }
        catch (JsonException e)
        {
            text.Append(" threw ").Append(e.Message);
        }
        return text.ToString();
    }

    private static void DescribeTheirs(byte[] utf8, StringBuilder text)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            text.Append(CultureInfo.InvariantCulture, $"{reader.TokenType}@{reader.CurrentDepth}");
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                Add(text, reader.ValueIsEscaped, Text(ref reader));
            else if (reader.TokenType == JsonTokenType.Number)
                Add(text, reader.TryGetInt32(out int i), i, reader.TryGetInt64(out long l), l, reader.TryGetDecimal(out decimal m), m,
                    reader.TryGetDouble(out double d), d);
        }

        static string Text(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }
    }

    private static void DescribeOurs(byte[] utf8, StringBuilder text)
    {
        var reader = new JsonTokenReader(utf8);
        while (reader.Read())
        {
            text.Append(CultureInfo.InvariantCulture, $"{reader.TokenType}@{reader.CurrentDepth}");
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                Add(text, reader.ValueIsEscaped, Text(ref reader));
            else if (reader.TokenType == JsonTokenType.Number)
                Add(text, reader.TryGetInt32(out int i), i, reader.TryGetInt64(out long l), l, reader.TryGetDecimal(out decimal m), m,
                    reader.TryGetDouble(out double d), d);
        }

        static string Text(ref JsonTokenReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }
    }

    private static void Add(StringBuilder text, params object[] values) =>
        text.Append('(').AppendJoin(' ', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))).Append(") ");
}
