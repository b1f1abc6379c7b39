using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

/// <summary>When the service is believed that it is still processing an upload, so that a change is sent again.</summary>
public sealed class UploadProcessingTests
{
    private static readonly ApiOperation Create = new("POST", "/api/v1/library/custom-apps", "Library Items", "Create Custom App");
    private static readonly ApiOperation Restart =
        new("POST", "/api/v1/devices/{device_id}/action/restart", "Device Actions", "Restart device");

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData("""{"detail":"The upload is busy."}""", true)]
    [InlineData("""{"error":"Still PROCESSING the file"}""", true)]
    [InlineData("""{"message":"Upload pending","request_id":"r"}""", true)]
    [InlineData("\"File is being processed\"", true)]
    [InlineData("\ufeff \n\"File is being processed\"", true)]
    [InlineData("", false)]
    [InlineData("The upload is still being processed.", false)]
    [InlineData("<html><title>Upload processing</title></html>", false)]
    [InlineData("{}", false)]
    [InlineData("""{"detail":"Busy"}""", false)]
    [InlineData("""{"detail":{"upload":"processing"}}""", false)]
    [InlineData("""{"upload":"processing"}""", false)]
    [InlineData("""{"request_id":"upload-process"}""", false)]
    [InlineData("""["The upload is still being processed."]""", false)]
    [InlineData("""{"detail":"The upload is still being pro""", false)]
    public void Send_OfAChangeThatFollowsAnUpload_IsSentAgainOnlyForWordsAboutProcessing(string body, bool isBelieved)
    {
        var handler =
            StubHandler.InTurn(() => StubResponse.Json(body, 503), () => StubResponse.Json(body, 503), () => StubResponse.Json("{}"));
        var request = new ApiRequest(Create) { FollowsUpload = true };

        if (isBelieved)
        {
            Send(handler, request);
            Assert.Equal(3, handler.Sent.Count);
        }
        else
        {
            var e = Assert.Throws<KandjiApiException>(() => Send(handler, request));
            Assert.Equal((KandjiErrorKind.OutcomeUnknown, 1), (e.Kind, handler.Sent.Count));
            Assert.DoesNotContain("try again", e.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Send_OfAChangeThatFollowsNoUpload_BelievesNothing(bool isLibrary)
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"detail":"The upload is still being processed."}""", 503));
        ApiRequest request = isLibrary ? new ApiRequest(Create) : new ApiRequest(Restart, "7");

        var e = Assert.Throws<KandjiApiException>(() => Send(handler, request));

        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 1), (e.Kind, handler.Sent.Count));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public void Send_OfAnotherFailure_IsNotBelieved(int status)
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"detail":"The upload is still being processed."}""", status));

        var e = Assert.Throws<KandjiApiException>(() => Send(handler, new ApiRequest(Create) { FollowsUpload = true }));

        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 1), (e.Kind, handler.Sent.Count));
    }

    [Fact]
    public void Send_WhenTheServiceStaysBusy_EndsAfterHalfAnHour()
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"detail":"The upload is still being processed."}""", 503));

        var e = Assert.Throws<KandjiApiException>(() => Send(handler, new ApiRequest(Create) { FollowsUpload = true }));

        Assert.Equal(KandjiErrorKind.ServerError, e.Kind);
        Assert.StartsWith("The upload is still being processed.", e.Message, StringComparison.Ordinal);
        Assert.InRange((_clock.GetUtcNow() - _clock.Start).TotalMinutes, 29, 30.1);
        Assert.InRange(handler.Sent.Count, 120, 130);
    }

    [Fact]
    public void Send_WhenSomethingElseFailsMeanwhile_IsUnknownAndNotSentAgain()
    {
        var handler = StubHandler.InTurn(
            () => StubResponse.Json("""{"detail":"The upload is still being processed."}""", 503),
            () => StubResponse.Html("<html>busy</html>", 503),
            () => StubResponse.Json("{}"));

        var e = Assert.Throws<KandjiApiException>(() => Send(handler, new ApiRequest(Create) { FollowsUpload = true }));

        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 2), (e.Kind, handler.Sent.Count));
    }

    private void Send(StubHandler handler, ApiRequest request) =>
        _clock.Run(() => TestPipeline.Caller(handler, _clock).SendAsync(request, CancellationToken.None));
}
