using System.Net;
using System.Text;
using Kandji.Automation.Inventory.Watch;
using Kandji.Simulator.Webhooks;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>The addresses and secrets that are accepted.</summary>
public sealed class WebhookInputTests
{
    [Theory]
    [InlineData("https://hooks.example.com/kandji")]
    [InlineData("https://hooks.example.com:8443/a?b=c")]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]:80/")]
    public void Check_OfAnAddressThatIsSafe_ReturnsIt(string address) =>
        Assert.Equal(address, WebhookAddress.Check(new Uri(address)).OriginalString);

    [Theory]
    [InlineData("http://hooks.example.com/PATH-SECRET?k=QUERY-SECRET", "https")]
    [InlineData("http://127.0.0.1.example.com/", "https")]
    [InlineData("ftp://localhost/", "https")]
    [InlineData("file:///etc/passwd", "https")]
    [InlineData("hooks.example.com/kandji", "incomplete")]
    [InlineData("https://me:PASS-SECRET@hooks.example.com/", "Leave them out")]
    public void Check_OfAnother_IsAnErrorThatShowsTheHostAlone(string address, string words)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => WebhookAddress.Check(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a secret of one's own")]
    [InlineData("whsec_")]
    [InlineData("whsec_bm90IGVub3VnaA==")]
    [InlineData("whsec_not base64 at all, whatever it says here!")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAAAAAAAA")]
    public void Parse_OfASecretOfAnotherForm_IsAnErrorThatDoesNotShowIt(string secret)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Parse(secret));

        Assert.Contains("whsec_", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of one's own", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ9r8GKYqr", e.Message, StringComparison.Ordinal);
    }

    // Computed apart: printf '%s' 'msg_1.1700000000.{"a":1}' | openssl dgst -sha256 -hmac "$(printf '0%.0s' {1..32})" -binary | base64
    [Fact]
    public void Sign_GivesTheSignatureThatAnyoneElseComputes()
    {
        using WebhookSecret secret = Parse("whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('0', 32))));

        Assert.Equal("v1,z0gF+AgSqUCmK9E5+VdblaSkKJjio2qcazBsuPr0wWA=", secret.Sign("msg_1", "1700000000", "{\"a\":1}"u8.ToArray()));
    }

    [Fact]
    public void Parse_OfANewSecret_AcceptsItWithBlanksAround()
    {
        using WebhookSecret secret = Parse($" {WebhookReceiver.NewSecret()}\n");

        Assert.StartsWith("v1,", secret.Sign("a", "1", []), StringComparison.Ordinal);
    }

    private static WebhookSecret Parse(string text) => WebhookSecret.Parse(new NetworkCredential("", text).SecurePassword);
}
