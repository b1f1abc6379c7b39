using Kandji.Client.Raw;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

/// <summary>A client that was made for reading only sends nothing that may change something, whatever asks it to.</summary>
public sealed class ReadOnlyClientTests
{
    private readonly FakeTimeProvider _clock = new();

    public static TheoryData<string> Operations { get; } = [.. OperationCatalog.All.Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Send_OfEveryOperation_SendsReadsAlone(string name)
    {
        ApiOperation operation = OperationCatalog.All.Single(known => known.ToString() == name);
        var handler = new StubHandler(_ => StubResponse.Json("{}"));
        using var pipeline = new RequestPipeline(Options(handler));
        var request = new ApiRequest(operation, [.. operation.Path.Where(c => c == '{').Select(_ => "7")]);
        bool isRead = name.StartsWith("GET ", StringComparison.Ordinal) || name == "POST /api/v1/prism/export";

        if (isRead)
        {
            _clock.Run(() => pipeline.SendAsync(request, null, CancellationToken.None));
            Assert.Single(handler.Sent);
            return;
        }
        var e = Assert.Throws<KandjiApiException>(() => _clock.Run(() => pipeline.SendAsync(request, null, CancellationToken.None)));
        Assert.Equal((KandjiErrorKind.ReadOnlyTenant, 0), (e.Kind, e.Attempts));
        Assert.StartsWith($"The tenant {TestPipeline.Root.Host} is connected for reading only.", e.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Sent);
        Assert.Equal(0, pipeline.RequestsSent);
    }

    [Theory]
    [InlineData("GET", "/api/v1/devices", true)]
    [InlineData("head", "/api/v1/devices", true)]
    [InlineData("POST", "/api/v1/prism/export", true)]
    [InlineData("post", "/api/v1/prism/export", true)]
    [InlineData("POST", "/api/v1/prism/export/", false)]
    [InlineData("POST", "/api/v1/prism/Export", false)]
    [InlineData("PUT", "/api/v1/prism/export", false)]
    [InlineData("POST", "/api/v1/prism/export/7", false)]
    [InlineData("POST", "/api/v1/tags", false)]
    [InlineData("POST", "/api/v1/devices/7/action/blankpush", false)]
    [InlineData("DELETE", "/api/v1/tags/7", false)]
    [InlineData("PATCH", "/api/v1/unknown", false)]
    [InlineData("REPORT", "/api/v1/unknown", false)]
    [InlineData("GET", "/api/v1/tags?_method=DELETE", false)]
    [InlineData("GET", "/api/v1/tags?X-HTTP-Method-Override=patch", false)]
    [InlineData("GET", "/api/v1/tags?method=mdm", true)]
    [InlineData("POST", "/api/v1/prism/export?_method=delete", false)]
    public void Raw_ByMethodAndPath_SendsReadsAlone(string method, string path, bool isSent)
    {
        var handler = new StubHandler(_ => StubResponse.Json("{}"));
        using var client = new KandjiClient(Options(handler));
        var request = new RawRequest(method, path);

        Assert.Equal(!isSent, client.Raw.MayChange(request));
        Exception? e = Record.Exception(() => _clock.Run(() => client.Raw.SendAsync(request)));

        Assert.Equal(isSent ? 1 : 0, handler.Sent.Count);
        Assert.Equal(isSent ? null : KandjiErrorKind.ReadOnlyTenant, (e as KandjiApiException)?.Kind);
    }

    [Fact]
    public void Send_WithoutReadOnly_SendsChanges()
    {
        var handler = new StubHandler(_ => StubResponse.Json("{}"));
        using var client = new KandjiClient(TestPipeline.Options(handler, _clock));

        Assert.False(client.IsReadOnly);
        _clock.Run(() => client.Raw.SendAsync(new RawRequest("POST", "/api/v1/tags")));
        Assert.Single(handler.Sent);
    }

    private KandjiClientOptions Options(StubHandler handler) => new()
    {
        BaseAddress = TestPipeline.Root,
        Token = TestPipeline.Secure(TestPipeline.Token),
        Clock = _clock,
        Handler = handler,
        IsReadOnly = true,
    };
}
