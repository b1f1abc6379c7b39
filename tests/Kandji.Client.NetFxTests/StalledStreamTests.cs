using System.Net;
using Kandji.Client.Http.Files;

namespace Kandji.Client.Tests;

/// <summary>
/// Bodies that stand still, in streams that do as those of .NET Framework: a read listens for no cancellation, only for the end of the
/// stream.
/// </summary>
public sealed class StalledStreamTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Request_WhenCancelledWhileTheBodyStandsStill_EndsAtOnce()
    {
        var body = new StalledStream();
        using RequestPipeline pipeline = TestPipeline.Create(new StubHandler(_ => Answered(body)), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        Task request = pipeline.SendAsync(
            new ApiRequest(new ApiOperation("GET", "/api/v1/things", "Things", "Thing list")), null, stop.Token);
        await body.IsRead.WaitAsync(Limit);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(Limit));
    }

    [Fact]
    public async Task Download_WhenCancelledWhileTheBodyStandsStill_EndsAtOnce()
    {
        var body = new StalledStream();
        using var stop = new CancellationTokenSource();
        await using var download = new Download(body, stop.Token);
        await body.IsRead.WaitAsync(Limit);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.Task.WaitAsync(Limit));
    }

    [Fact]
    public async Task Download_WhenClosedWhileTheBodyStandsStill_EndsAtOnce()
    {
        var body = new StalledStream();
        await using var download = new Download(body, CancellationToken.None);
        await body.IsRead.WaitAsync(Limit);

        download.Files.Dispose();

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() => download.Task.WaitAsync(Limit));
        Assert.Equal(KandjiErrorKind.Closed, failure.Kind);
    }

    private static HttpResponseMessage Answered(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    private sealed class Download : IAsyncDisposable
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        public Download(Stream body, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(_folder);
            Files = new FileTransfer(TestPipeline.Options(new StubHandler(_ => Answered(body)), TimeProvider.System));
            Task = Files.DownloadAsync(
                new Uri("https://files.example.com/a"), Path.Combine(_folder, "a"), overwrite: false, null, null, cancellationToken);
        }

        public FileTransfer Files { get; }

        public Task Task { get; }

        public ValueTask DisposeAsync()
        {
            Files.Dispose();
            Directory.Delete(_folder, recursive: true);
            return default;
        }
    }

    private sealed class StalledStream : Stream
    {
        private readonly TaskCompletionSource<int> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => _isRead.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _isRead.TrySetResult(true);
            return _read.Task;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _read.TrySetException(new ObjectDisposedException(nameof(StalledStream)));
            base.Dispose(disposing);
        }
    }
}
