using Kandji.Client.Raw;

namespace Kandji.Client.Tests.Raw;

public sealed class RawOperationsTests
{
    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", true)]
    public async Task Send_WhenTheAnswerIsNotText_IsAnErrorAndNotOtherCharacters(string method, bool isChange)
    {
        using var handler = new StubHandler(_ => StubResponse.Bytes([0x30, 0x82, 0x01, 0xFF, 0xFE], "application/pkcs7-mime"));
        using var client = new KandjiClient(TestPipeline.Options(handler, new InstantTimeProvider()));

        KandjiApiException error = await Assert.ThrowsAsync<KandjiApiException>(
            () => client.Raw.SendAsync(new RawRequest(method, "/api/v1/new/profile"), TestContext.Current.CancellationToken));

        Assert.Equal(isChange ? KandjiErrorKind.OutcomeUnknown : KandjiErrorKind.InvalidResponse, error.Kind);
        Assert.Contains("not text in UTF-8", error.InnerException?.Message ?? error.Message);
        if (isChange)
            Assert.Single(handler.Sent);
    }

    [Fact]
    public async Task Send_WhenTheAnswerIsText_ReturnsItWithoutItsByteOrderMark()
    {
        using var handler = new StubHandler(_ => StubResponse.Bytes([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "text/plain"));
        using var client = new KandjiClient(TestPipeline.Options(handler, new InstantTimeProvider()));

        RawResponse response = await client.Raw.SendAsync(
            new RawRequest("GET", "/api/v1/new/text"), TestContext.Current.CancellationToken);

        Assert.Equal("é", response.Text);
    }

    [Theory]
    [InlineData("cursor")]
    [InlineData("offset")]
    public async Task ReadAll_WhenAnItemThatChangedComesAgain_GivesItOnce(string style)
    {
        string[] pages = style == "cursor"
            ? [
                """{"next":"b","results":[{"id":"1","seen":"10:00"},{"id":"2","seen":"10:00"}]}""",
                """{"next":null,"results":[{"id":"2","seen":"10:01"},{"id":"3","seen":"10:00"}]}""",
            ]
            : [
                """{"count":4,"next":"?offset=2","results":[{"id":1,"seen":"10:00"},{"id":2,"seen":"10:00"}]}""",
                """{"count":5,"next":"?offset=4","results":[{"id":2,"seen":"10:01"},{"id":3,"seen":"10:00"}]}""",
                """{"count":5,"next":null,"results":[{"id":4,"seen":"10:00"}]}""",
            ];

        (List<string> ids, KandjiApiException? error) = await ReadAllAsync(pages);

        Assert.Equal(ids.Distinct(), ids);

        // Of five items one was never seen: what came twice does not count for it.
        Assert.Equal(style == "offset", error is not null);
    }

    [Fact]
    public async Task ReadAll_WhenItemsShareAnId_GivesThemAll()
    {
        (List<string> ids, KandjiApiException? error) = await ReadAllAsync(
            """{"next":"b","results":[{"id":"1","device":"a"},{"id":"1","device":"b"}]}""",
            """{"next":null,"results":[{"id":"1","device":"c"},{"id":"2","device":"a"}]}""");

        Assert.Null(error);
        Assert.Equal(["1", "1", "1", "2"], ids);
    }

    [Fact]
    public async Task ReadAll_WhenItTurnsOutLateThatItemsShareAnId_LosesNoneWithoutAnError()
    {
        (_, KandjiApiException? error) = await ReadAllAsync(
            """{"next":"b","results":[{"id":"1","device":"a"},{"id":"2","device":"a"}]}""",
            """{"next":"c","results":[{"id":"1","device":"b"},{"id":"3","device":"a"}]}""",
            """{"next":null,"results":[{"id":"4","device":"a"},{"id":"4","device":"b"}]}""");

        Assert.Equal(KandjiErrorKind.IncompleteList, error?.Kind);
        Assert.StartsWith("Different items of the list have the same id", error!.Message);
    }

    private static async Task<(List<string> Ids, KandjiApiException? Error)> ReadAllAsync(params string[] pages)
    {
        using var handler = StubHandler.InTurn([.. pages.Select(page => (Func<HttpResponseMessage>)(() => StubResponse.Json(page)))]);
        using var client = new KandjiClient(TestPipeline.Options(handler, new InstantTimeProvider()));
        var ids = new List<string>();
        try
        {
            var request = new RawRequest("GET", "/api/v1/new/things");
            await foreach (RawPage page in client.Raw.ReadAllAsync(request, cancellationToken: TestContext.Current.CancellationToken))
                ids.AddRange(page.Items!.Select(item => item.GetProperty("id").ToString()));
            return (ids, null);
        }
        catch (KandjiApiException e)
        {
            return (ids, e);
        }
    }
}
