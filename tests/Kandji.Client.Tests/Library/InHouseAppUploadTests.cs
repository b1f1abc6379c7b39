namespace Kandji.Client.Tests.Library;

public sealed class InHouseAppUploadTests
{
    [Fact]
    public async Task Upload_WhenTheServiceNamesNoUploadToAskAbout_UploadsNothing()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "app");
            using var handler = new StubHandler(_ => StubResponse.Json(
                """{"name":"a.ipa","post_url":"https://files.example.com/","post_data":{"key":"k"},"file_key":"k"}"""));
            using var client = new KandjiClient(TestPipeline.Options(handler, new InstantTimeProvider()));

            var e = await Assert.ThrowsAsync<KandjiApiException>(
                () => client.Library.UploadInHouseAppAsync(path, null, TestContext.Current.CancellationToken));

            Assert.Equal(KandjiErrorKind.InvalidResponse, e.Kind);
            Assert.EndsWith("Nothing was uploaded.", e.Message);
            Assert.Single(handler.Sent);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
