using Kandji.Client.Prism;

namespace Kandji.Client.Tests.Prism;

public sealed class PrismExportTests
{
    [Fact]
    public async Task Wait_WhenTheServiceNamedNoExport_SaysSo()
    {
        using var handler = new StubHandler(_ => StubResponse.Json("""{"status":"pending"}"""));
        using var client = new KandjiClient(TestPipeline.Options(handler, new InstantTimeProvider()));
        PrismExport export = await client.Prism.RequestExportAsync(PrismCategory.Apps, null, TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<KandjiApiException>(
            () => client.Prism.WaitForExportAsync(export, null, TestContext.Current.CancellationToken));

        Assert.Equal(KandjiErrorKind.InvalidResponse, e.Kind);
        Assert.Single(handler.Sent);
    }
}
