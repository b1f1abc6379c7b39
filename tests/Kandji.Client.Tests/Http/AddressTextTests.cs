namespace Kandji.Client.Tests.Http;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("nothing here", "nothing here")]
    [InlineData("mail ada@northwind.example", "mail ada@northwind.example")]
    [InlineData("see https://support.example or write to help@example", "see https://support.example or write to help@example")]
    [InlineData("https://a.example/u?email=ada@b.example", "https://a.example/u?email=ada@b.example")]
    [InlineData("to http://ada:pw@proxy:3128/ and", "to http://proxy:3128/ and")]
    [InlineData("to 'http://ada:p@ss@proxy:3128/'", "to 'http://proxy:3128/'")]
    [InlineData("http://ada@proxy", "http://proxy")]
    [InlineData("a socks5://u:p@one/ b https://u:p@two", "a socks5://one/ b https://two")]
    [InlineData("\"a\":\"https://x.example\",\"b\":\"ada@y\"", "\"a\":\"https://x.example\",\"b\":\"ada@y\"")]
    [InlineData("https://", "https://")]
    [InlineData("https://@", "https://")]
    public void WithoutUserInfo_OfText_TakesOutUserInfoAlone(string text, string expected) =>
        Assert.Equal(expected, AddressText.WithoutUserInfo(text));

    [Theory]
    [InlineData("proxy 'http://ada:my pass'word@proxy:3128/' failed", "proxy 'http://proxy:3128/' failed")]
    [InlineData("proxy 'http://ada:a:b \"c@proxy:3128/' failed", "proxy 'http://proxy:3128/' failed")]
    [InlineData("http://a:b@one://c d:e@two", "http://one://two")]
    [InlineData("https://x\nada@y", "https://x\nada@y")]
    public void WithoutUserInfo_WhereBlanksMayBePartOfIt_TakesThemOutToo(string text, string expected) =>
        Assert.Equal(expected, AddressText.WithoutUserInfo(text, mayHoldBlanks: true));
}
