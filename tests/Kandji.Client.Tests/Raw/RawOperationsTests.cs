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
}
