using System.Diagnostics;
using System.Text;

namespace Kandji.Client.Tests.Http;

public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"detail":"Command already running"}""", "Command already running")]
    [InlineData("""{"error":"Device is not in lost mode."}""", "Device is not in lost mode.")]
    [InlineData("\"This device is already locked.\"", "This device is already locked.")]
    [InlineData("""["First.","Second."]""", "First. Second.")]
    [InlineData("""{"name":["This field is required."],"icon":["Too long."]}""", "name: This field is required. icon: Too long.")]
    [InlineData("""{"errors":[{"detail":"Nested."}]}""", "Nested.")]
    [InlineData("""{"non_field_errors":["Both."],"success":false}""", "Both.")]
    [InlineData("<!DOCTYPE html><html><head><title>502 &amp;  Bad\nGateway</title><style>x{}</style></head></html>", "502 & Bad Gateway")]
    [InlineData("<p>Be <b>right</b> back</p>", "Be right back")]
    [InlineData("plain words", "plain words")]
    [InlineData("{broken", "{broken")]
    [InlineData("""{"detail":"half \ud83d"}""", """{"detail":"half \ud83d"}""")]
    [InlineData("", null)]
    [InlineData("  \r\n ", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData(" false\n", null)]
    [InlineData("nullable", "nullable")]
    public void Read_WhenTheBodyHasAnyShape_FindsTheWords(string body, string? expected) =>
        Assert.Equal(expected, ErrorBody.Read(Encoding.UTF8.GetBytes(body), text => text).Message);

    [Fact]
    public void Read_WhenTheGatewayNamesTheRequest_FindsItsId() =>
        Assert.Equal(
            ("API rate limit exceeded", "9f2c"),
            ErrorBody.Read("""{"message":"API rate limit exceeded","request_id":"9f2c"}"""u8, text => text));

    [Fact]
    public void Read_WhenTheWordsHoldTerminalSequences_DropsWhatSteers()
    {
        string words = ErrorBody.Read("{\"detail\":\"\\u001b]0;owned\\u0007 \\u009b31m red \\u202eevil\\u2066\"}"u8, text => text).Message!;
        Assert.DoesNotContain(words, c => char.IsControl(c) || c is '\u202e' or '\u2066');
        Assert.Contains("red", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenTheWordsAreVeryLong_ShortensThem() =>
        Assert.Equal(601, ErrorBody.Read(Encoding.UTF8.GetBytes(new string('x', 5_000_000)), text => text).Message!.Length);

    [Fact]
    public void Read_WhenACharacterOfTwoUnitsWouldBeCutInTwo_LeavesItOut() =>
        Assert.Equal(
            new string('x', 599) + "\u2026",
            ErrorBody.Read(Encoding.UTF8.GetBytes(new string('x', 599) + "\U0001F680 lift-off"), text => text).Message);

    [Fact]
    public void Read_WhenASecretWouldBeCutInTwo_TakesItOutFirst()
    {
        string body = new string('x', 595) + "SECRETSECRET";
        Assert.DoesNotContain("SEC", ErrorBody.Read(Encoding.UTF8.GetBytes(body), text => text.Replace("SECRETSECRET", "***")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<title")]
    [InlineData("<")]
    [InlineData("<title>")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Read_WhenTheBodyIsMadeToBeSlow_TakesTimeInProportion(string part)
    {
        double Ticks(int length)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, length / part.Length)));
            return Enumerable.Range(0, 20).Min(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                ErrorBody.Read(utf8, text => text);
                return Stopwatch.GetTimestamp() - start;
            });
        }
        Ticks(4_000);

        // Sixteen times the length; what compares each place with each other would take 256 times as long.
        Assert.InRange(Ticks(64_000) / Ticks(4_000), 0, 100);
    }

    [Fact]
    public void Read_WhenTheBodyIsLong_LooksAtItsBeginning() =>
        Assert.Equal(
            "Begin", ErrorBody.Read(Encoding.UTF8.GetBytes("<p>Begin" + new string(' ', 1_000_000) + "end"), text => text).Message);
}
