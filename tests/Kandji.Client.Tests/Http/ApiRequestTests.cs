namespace Kandji.Client.Tests.Http;

public sealed class ApiRequestTests
{
    private static readonly ApiOperation Note =
        new("GET", "/api/v1/devices/{device_id}/notes/{note_id}", "Devices", "Get note") { Query = ["q", "since"] };
    private static readonly ApiOperation List = new("GET", "/api/v1/devices", "Devices", "Device list") { Query = ["q", "since"] };

    [Fact]
    public void PathAndQuery_WhenArgumentsAreIds_FillsThemIn() =>
        Assert.Equal("/api/v1/devices/0b1c-2d/notes/CVE-2024:1_x.y", new ApiRequest(Note, "0b1c-2d", "CVE-2024:1_x.y").PathAndQuery);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("../users")]
    [InlineData("%2e%2e")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a;b")]
    [InlineData("*")]
    [InlineData("'")]
    [InlineData("💻")]
    [InlineData("é")]
    [InlineData("１２")]
    public void New_WhenAPathArgumentCouldReachAnotherEndpoint_Refuses(string id)
    {
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note, id, "1"));
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note, "1", id));
    }

    [Fact]
    public void New_WhenAPathArgumentIsTooLong_Refuses() =>
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note, new string('a', 10_000), "1"));

    [Fact]
    public void New_WhenArgumentsAreMissingOrTooMany_Refuses()
    {
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note));
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note, "1"));
        Assert.Throws<ArgumentException>(() => new ApiRequest(Note, "1", "2", "3"));
    }

    [Theory]
    [InlineData("@example.com/")]
    [InlineData("//example.com/")]
    [InlineData("https://example.com/")]
    [InlineData(".example.com")]
    [InlineData(":443/")]
    [InlineData("")]
    [InlineData("/api/v1/../../x")]
    [InlineData("/api/v1/%2e%2e/x")]
    [InlineData("/api/v1/%252e%252e/x")]
    [InlineData("/api/v1/a%2fb")]
    [InlineData("/api/v1/a;x=1")]
    [InlineData("/api/v1/a%3bx=1")]
    [InlineData("/api/v1/a%20")]
    [InlineData("/api/v1/%2565rase")]
    [InlineData("/api/v1/a%e2%80%8b")]
    [InlineData("/api\\v1")]
    [InlineData("/api/v1/x#y")]
    [InlineData("/api/v1/x\r\nHost: example.com")]
    [InlineData("/api/v1//x")]
    [InlineData("/api/v1/{device_id}")]
    [InlineData("/api/v1/gerät")]
    public void New_WhenAWrittenPathCouldLeaveTheRoot_Refuses(string path) =>
        Assert.Throws<ArgumentException>(() => new ApiRequest(new ApiOperation("GET", path, "", "")));

    [Theory]
    [InlineData("/api/v1/devices/")]
    [InlineData("/api/v1/devices?limit=1")]
    [InlineData("/api/v1/devices?next=https://x/../y")]
    [InlineData("/api/v1/ger%C3%A4t")]
    public void New_WhenAWrittenPathIsOne_TakesIt(string path) =>
        Assert.Equal(path, new ApiRequest(new ApiOperation("GET", path, "", "")).PathAndQuery);

    [Theory]
    [InlineData("a&b=c#d?e+f g/h%", "a%26b%3Dc%23d%3Fe%2Bf%20g%2Fh%25")]
    [InlineData("“Zoë’s” 💻", "%E2%80%9CZo%C3%AB%E2%80%99s%E2%80%9D%20%F0%9F%92%BB")]
    [InlineData("line\r\nbreak\"'*", "line%0D%0Abreak%22%27%2A")]
    [InlineData(true, "true")]
    [InlineData(300, "300")]
    [InlineData("", "")]
    public void With_WhenAValueIsAnything_EncodesIt(object value, string expected) =>
        Assert.Equal("/api/v1/devices?q=" + expected, new ApiRequest(List).With("q", value).PathAndQuery);

    [Fact]
    public void With_WhenATimeIsGiven_WritesItAsTheServiceReadsIt() =>
        Assert.Equal(
            "/api/v1/devices?since=2024-02-29T01%3A02%3A03.000000Z&q=2024-02-29T01%3A02%3A03.000000Z",
            new ApiRequest(List)
                .With("since", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc))
                .With("q", new DateTimeOffset(2024, 2, 29, 3, 2, 3, TimeSpan.FromHours(2)))
                .PathAndQuery);

    [Fact]
    public void With_WhenNull_AddsNothing() =>
        Assert.Equal("/api/v1/devices", new ApiRequest(List).With("q", null).PathAndQuery);

    [Fact]
    public void With_WhenTheOperationDeclaresNoSuchName_Refuses() =>
        Assert.Throws<InvalidOperationException>(() => new ApiRequest(List).With("limt", 1));

    [Fact]
    public void With_WhenAValueHoldsHalfACharacter_Refuses()
    {
        Assert.Throws<ArgumentException>(() => new ApiRequest(List).With("q", "half " + '\ud83d'));
        Assert.Throws<ArgumentException>(() => new ApiRequest(List).With("q", '\udcbb' + " half"));
    }

    [Fact]
    public void PathAndQuery_WhenLongerThanAnyServerTakes_Refuses()
    {
        Assert.Throws<ArgumentException>(() => new ApiRequest(List).With("q", new string('a', 20_001)));
        Assert.Throws<ArgumentException>(() => new ApiRequest(List).With("q", new string('é', 10_001)).PathAndQuery);
    }

    [Fact]
    public void WithJson_WhenTheOperationDeclaresNoSuchKey_Refuses() =>
        Assert.Throws<InvalidOperationException>(() =>
            new ApiRequest(new ApiOperation("POST", "/x", "", "") { Body = ["PIN"] }).WithJson(
                new Client.Json.JsonBody { { "Pin", "123456" } }));

    [Fact]
    public async Task WithForm_WhenValuesHoldAnything_EncodesThem()
    {
        var operation = new ApiOperation("POST", "/api/v1/blueprints", "", "") { Body = ["name", "enrollment_code.is_active"] };
        ApiRequest request = new ApiRequest(operation).WithForm([new("name", "R&D = 💻"), new("enrollment_code.is_active", "true")]);
        using var content = request.Body!();
        Assert.Equal("name=R%26D%20%3D%20%F0%9F%92%BB&enrollment_code.is_active=true", await content.ReadAsStringAsync());
    }
}
