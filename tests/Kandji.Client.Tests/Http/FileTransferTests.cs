using System.Runtime.Versioning;
using System.Net;
using System.Security;
using Kandji.Client.Http.Files;
using Kandji.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

[Collection(SequentialCollection.Name)]
public sealed class FileTransferTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kandji-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Download_WritesTheWholeFileAndSendsNoToken()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);
        byte[] content = Bytes(300_000);
        string path = Path.Combine(_folder, "export.csv");
        var seen = new RecordingProgress();

        await files.DownloadAsync(Published(tenant, content), path, overwrite: false, seen, seen, CancellationToken.None);

        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal(new TransferProgress(300_000, 300_000), seen.Progress[^1]);
        Assert.Equal(["export.csv"], Names());
        Assert.DoesNotContain("Authorization", tenant.Log.Entries.Single().Headers.Keys);
    }

    [Fact]
    public async Task Download_OverALink_WritesItsTarget()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);
        string target = Path.Combine(_folder, "target.csv"), link = Path.Combine(_folder, "link.csv");
        File.WriteAllText(target, "older");
        File.CreateSymbolicLink(link, target);

        await files.DownloadAsync(Published(tenant, Bytes(100)), link, overwrite: true, null, null, CancellationToken.None);

        Assert.Equal(Bytes(100), File.ReadAllBytes(target));
        Assert.Equal(target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void WholeFile_WithTheNameOfADevice_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev on Windows.");
        // Of a name that no device has: nothing is lost where this fails.
        var e = Assert.Throws<IOException>(() => new AtomicFile("/dev/kandji-" + Guid.NewGuid().ToString("N"), overwrite: true).Dispose());
        Assert.Contains("is a device", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WholeFile_WithTheNameOfADeviceThroughLinks_IsRefused(bool throughAFolder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev on Windows.");
        string name = "kandji-" + Guid.NewGuid().ToString("N");
        string first = Path.Combine(_folder, "first"), second = Path.Combine(_folder, "second");
        File.CreateSymbolicLink(first, throughAFolder ? "/dev" : "/dev/" + name);
        File.CreateSymbolicLink(second, "first");

        var e = Assert.Throws<IOException>(
            () => new AtomicFile(throughAFolder ? Path.Combine(second, name) : second, overwrite: true).Dispose());

        Assert.Contains("is a device", e.Message, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(first).LinkTarget);
    }

    [Fact]
    public void WholeFile_WithLinksThatGoInACircle_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights of their own on Windows.");
        string a = Path.Combine(_folder, "a"), b = Path.Combine(_folder, "b");
        File.CreateSymbolicLink(a, b);
        File.CreateSymbolicLink(b, a);

        var e = Assert.Throws<IOException>(() => new AtomicFile(a, overwrite: true).Dispose());

        Assert.Contains("from link to link", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeFile_InAFolderThatIsALink_IsWrittenThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights of their own on Windows.");
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "real")).FullName;
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, "real");

        using (var file = new AtomicFile(Path.Combine(link, "x"), overwrite: false))
            file.Finish();

        Assert.True(File.Exists(Path.Combine(folder, "x")));
        Assert.NotNull(new DirectoryInfo(link).LinkTarget);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task File_ThatReplacesAnother_KeepsItsMode_UnlessItIsPrivate()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode on Windows.");
        string path = Path.Combine(_folder, "audit.zsh");
        File.WriteAllText(path, "old");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, mode);

        await AtomicFile.WriteAsync(path, "new"u8.ToArray(), overwrite: true, TestContext.Current.CancellationToken);
        UnixFileMode kept = File.GetUnixFileMode(path);
        await AtomicFile.WriteAsync(path, "secret"u8.ToArray(), overwrite: true, TestContext.Current.CancellationToken, isPrivate: true);

        Assert.Equal(mode, kept);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Download_WhenItBreaksOff_BeginsAgain()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Faults.Add(RequestMatch.Any, Fault.ResetDuringBody(1000), times: 1);
        var clock = new AutoAdvanceTimeProvider();
        using var files = Transfer(tenant, clock);
        byte[] content = Bytes(50_000);
        string path = Path.Combine(_folder, "export.csv");

        await files.DownloadAsync(Published(tenant, content), path, overwrite: false, null, null, CancellationToken.None);

        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal(2, tenant.Log.Count);
    }

    [Fact]
    public async Task Download_OfAnotherFileThanWasMeant_LeavesNothingAndTheOlderFileAsItWas()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant, new AutoAdvanceTimeProvider());
        byte[] content = Bytes(50_000);
        string path = Path.Combine(_folder, "installer.pkg");
        File.WriteAllText(path, "older");
        string sum = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content));

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() => files.DownloadAsync(
            Published(tenant, Bytes(49_999)), path, overwrite: true, null, null, CancellationToken.None, sum));

        Assert.Equal(KandjiErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(sum, failure.Message);
        Assert.Equal("older", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
        await files.DownloadAsync(Published(tenant, content), path, overwrite: true, null, null, CancellationToken.None, sum);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Download_WhenItKeepsBreakingOff_LeavesNothingAndTheOlderFileAsItWas()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Faults.Add(RequestMatch.Any, Fault.ResetDuringBody(1000));
        using var files = Transfer(tenant, new AutoAdvanceTimeProvider());
        string path = Path.Combine(_folder, "export.csv");
        File.WriteAllText(path, "older");

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(Published(tenant, Bytes(50_000)), path, overwrite: true, null, null, CancellationToken.None));

        Assert.Equal((KandjiErrorKind.NoAnswer, 3), (failure.Kind, failure.Attempts));
        Assert.Equal("older", File.ReadAllText(path));
        Assert.Equal(["export.csv"], Names());
    }

    [Fact]
    public async Task Download_WhenTheFileExists_AsksNothingAndFails()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);
        string path = Path.Combine(_folder, "export.csv");
        File.WriteAllText(path, "older");

        await Assert.ThrowsAsync<IOException>(() =>
            files.DownloadAsync(Published(tenant, Bytes(10)), path, overwrite: false, null, null, CancellationToken.None));

        Assert.Equal("older", File.ReadAllText(path));
    }

    [Fact]
    public async Task Download_WhenTheSignatureHasExpired_TellsTheStoresWordsAndNothingSecret()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);
        var seen = new RecordingProgress();
        var address = new UriBuilder(new Uri(tenant.BaseAddress, "/storage/files/f1?signature=verysecret")) { UserName = "u",
            Password = "secretly" }.Uri;

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(address, Path.Combine(_folder, "export.csv"), overwrite: false, seen, seen, CancellationToken.None));

        Assert.Equal((KandjiErrorKind.BadRequest, HttpStatusCode.Forbidden, 1), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Equal("The request has expired (AccessDenied)", failure.ServerMessage);
        Assert.All([failure.Message, failure.Path!, .. seen.Attempts.Select(a => a.Path)], text => Assert.DoesNotContain("secret", text));
        Assert.Contains("export.csv", Assert.Single(seen.Attempts).Path);
    }

    [Fact]
    public async Task Download_WhenNothingMoves_GivesUpAfterTheTimeout()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Faults.Add(RequestMatch.Any, Fault.Hang());
        var clock = new FakeTimeProvider();
        using var files = Transfer(tenant, clock);
        Task download = files.DownloadAsync(
            Published(tenant, Bytes(10)), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None);

        while (!download.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(50));
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() => download);
        Assert.Contains("100 seconds", failure.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Download_WhenTheClientIsClosed_SaysSoAndDoesNotRepeat()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var asked = new TaskCompletionSource();
        tenant.Faults.Add(RequestMatch.Any, Fault.Before(_ => asked.TrySetResult()));
        tenant.Faults.Add(RequestMatch.Any, Fault.Hang());
        var files = Transfer(tenant);
        Task download = files.DownloadAsync(
            Published(tenant, Bytes(10)), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None);

        await asked.Task;
        files.Dispose();

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() => download);
        Assert.Equal((KandjiErrorKind.Closed, 1), (failure.Kind, failure.Attempts));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Download_WhenTheClientIsClosedMidway_EndsAtOnceAndLeavesNothing()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Faults.Add(RequestMatch.Any, Fault.SlowBody(TimeSpan.FromMilliseconds(20), 10_000));
        var files = Transfer(tenant);
        var seen = new RecordingProgress { OnProgress = _ => files.Dispose() };

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(
                Published(tenant, Bytes(500_000)), Path.Combine(_folder, "x"), overwrite: false, seen, seen, CancellationToken.None));

        Assert.Equal((KandjiErrorKind.Closed, 1), (failure.Kind, failure.Attempts));
        Assert.InRange(seen.Progress[^1].Bytes, 1, 100_000);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Transfer_WhenTheClientIsClosedWhileItWaitsToTryAgain_EndsAtOnce()
    {
        var handler = new StubHandler(_ => StubResponse.Empty(503).With("Retry-After", "600"));
        FileTransfer files = null!;
        files = new FileTransfer(TestPipeline.Options(handler, TimeProvider.System));
        var seen = new RecordingProgress { OnWait = () => files.Dispose() };

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(
                new Uri("https://files.example.com/a"), Path.Combine(_folder, "x"), overwrite: false, null, seen, CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.Equal((KandjiErrorKind.Closed, 1), (failure.Kind, failure.Attempts));
        Assert.Single(handler.Sent);
    }

    [Fact]
    public async Task Transfer_WithoutPatienceForRateLimits_IsStillRepeatedWhenItBreaksOff()
    {
        StubHandler handler = StubHandler.InTurn(
            () => throw new HttpRequestException("reset", new IOException("reset by peer")), () => StubResponse.Bytes([1], null));
        using var files = new FileTransfer(new KandjiClientOptions
        {
            BaseAddress = TestPipeline.Root,
            Token = new(),
            Clock = new AutoAdvanceTimeProvider(),
            Handler = handler,
            MaxRateLimitWait = TimeSpan.Zero,
        });

        await files.DownloadAsync(
            new Uri("https://files.example.com/a"), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None);

        Assert.Equal(2, handler.Sent.Count);
    }

    [Fact]
    public async Task Transfer_WhenTheStoreAsksForTimeAgainAndAgain_WaitsNoLongerThanItMayInAll()
    {
        var handler = new StubHandler(_ => StubResponse.Empty(503).With("Retry-After", "40"));
        using var files = new FileTransfer(new KandjiClientOptions
        {
            BaseAddress = TestPipeline.Root,
            Token = new(),
            Clock = new AutoAdvanceTimeProvider(),
            Handler = handler,
            MaxRateLimitWait = TimeSpan.FromSeconds(60),
        });

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(
                new Uri("https://files.example.com/a"), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None));

        Assert.Equal((KandjiErrorKind.ServerError, 2), (failure.Kind, failure.Attempts));
    }

    [Fact]
    public async Task Transfer_WhenNoConnectionIsMadeInTime_IsRepeatedAndSaysSo()
    {
        // The form in which the stack reports a host that drops what is sent to it.
        var handler = new StubHandler(
            _ => throw new TaskCanceledException(
                "A connection could not be established within the configured ConnectTimeout.", new TimeoutException()));
        using var files = new FileTransfer(TestPipeline.Options(handler, new AutoAdvanceTimeProvider()));

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(
                new Uri("https://files.example.com/a"), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None));

        Assert.Equal((KandjiErrorKind.Unreachable, 3), (failure.Kind, failure.Attempts));
        Assert.StartsWith("No connection could be made in time. (GET https://files.example.com", failure.Message);
    }

    [Fact]
    public async Task Download_WhenCancelled_LeavesNothing()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var stop = new CancellationTokenSource();
        tenant.Faults.Add(RequestMatch.Any, Fault.SlowBody(TimeSpan.FromMilliseconds(1), 10_000));
        using var files = Transfer(tenant);
        var seen = new RecordingProgress { OnProgress = _ => stop.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            files.DownloadAsync(Published(tenant, Bytes(500_000)), Path.Combine(_folder, "x"), overwrite: false, seen, seen, stop.Token));

        Assert.Empty(Names());
        Assert.Equal("cancelled", Assert.Single(seen.Attempts).Failure);
    }

    [Theory]
    [InlineData("http://files.example.com/a")]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("file:///etc/hosts")]
    public async Task Transfer_ToAnAddressThatIsNotHttps_IsRefused(string address)
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.DownloadAsync(new Uri(address), Path.Combine(_folder, "x"), overwrite: false, null, null, CancellationToken.None));

        Assert.Equal(KandjiErrorKind.InvalidResponse, failure.Kind);
        failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.UploadAsync(new Uri(address), [], Path.Combine(_folder, "x"), null, null, CancellationToken.None));
        Assert.Equal(KandjiErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Upload_SendsTheFieldsThenTheFileWithoutAToken()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);
        string path = Path.Combine(_folder, "Größe \"12\".pkg");
        File.WriteAllBytes(path, Bytes(400_000));
        var seen = new RecordingProgress();

        await files.UploadAsync(UploadAddress(tenant), Form(tenant, "apps/a.pkg"), path, seen, seen, CancellationToken.None);

        Assert.Equal(File.ReadAllBytes(path), tenant.State.Store.Find("apps/a.pkg"));
        Assert.Equal(new TransferProgress(400_000, 400_000), seen.Progress[^1]);
        Assert.True(seen.Progress.Count > 2);
        Assert.DoesNotContain("Authorization", tenant.Log.Entries.Single().Headers.Keys);
    }

    [Fact]
    public async Task Upload_WhenTheConnectionBreaks_SendsTheSameFileAgain()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Faults.AddSequence(
            RequestMatch.Any, Fault.ResetBeforeResponse(), Fault.Status(503, "<Error><Code>SlowDown</Code><Message>x</Message></Error>"));
        using var files = Transfer(tenant, new AutoAdvanceTimeProvider());
        string path = Path.Combine(_folder, "a.pkg");
        File.WriteAllBytes(path, Bytes(10_000));
        var seen = new RecordingProgress();

        await files.UploadAsync(UploadAddress(tenant), Form(tenant, "apps/a.pkg"), path, null, seen, CancellationToken.None);

        Assert.Equal(10_000, tenant.State.Store.Find("apps/a.pkg")!.Length);
        Assert.Equal([1, 2, 3], seen.Attempts.Select(a => a.Attempt));
    }

    [Fact]
    public async Task Upload_WhenTheStoreRefuses_TellsItsWordsAndDoesNotRepeat()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.State.Store.MaxFileSize = 10;
        using var files = Transfer(tenant);
        string path = Path.Combine(_folder, "a.pkg");
        File.WriteAllBytes(path, Bytes(100));
        var form = Form(tenant, "apps/a.pkg");

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() =>
            files.UploadAsync(UploadAddress(tenant), form, path, null, null, CancellationToken.None));

        Assert.StartsWith("The file is larger than is allowed (EntityTooLarge).", failure.Message);
        Assert.Single(tenant.Log.Entries);
        Assert.All(form.Where(f => f.Key != "key"), field => Assert.DoesNotContain(field.Value, failure.Message));
    }

    [Fact]
    public async Task Upload_WhenTheStoreWaitedTooLongForTheFile_SendsItAgain()
    {
        string path = Path.Combine(_folder, "a.pkg");
        File.WriteAllBytes(path, Bytes(100));
        using var handler = StubHandler.InTurn(
            () => StubResponse.Bytes(
                "<Error><Code>RequestTimeout</Code><Message>Nothing was read in time.</Message></Error>"u8.ToArray(),
                "application/xml", 400),
            () => StubResponse.Empty(204));
        using var files = new FileTransfer(TestPipeline.Options(handler, new InstantTimeProvider()));

        await files.UploadAsync(
            new Uri("https://files.example.com/"), [new("key", "a")], path, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(2, handler.Sent.Count);
        Assert.Equal(handler.Sent[0].Uri, handler.Sent[1].Uri);
    }

    [Theory]
    [InlineData(206, "text/csv", "a part of the file")]
    [InlineData(200, "Text/HTML", "HTML")]
    [InlineData(200, "TEXT/HTML", "HTML")]
    public async Task Download_OfAPartOrAPage_IsNoFile(int status, string contentType, string words)
    {
        string path = Path.Combine(_folder, "export.csv");
        using var handler = new StubHandler(_ => StubResponse.Bytes("a,b\n1,2\n"u8.ToArray(), contentType, status));
        using var files = new FileTransfer(TestPipeline.Options(handler, new InstantTimeProvider()));

        var failure = await Assert.ThrowsAsync<KandjiApiException>(() => files.DownloadAsync(
            new Uri("https://files.example.com/a"), path, overwrite: false, null, null, TestContext.Current.CancellationToken));

        Assert.Equal((KandjiErrorKind.InvalidResponse, 3), (failure.Kind, failure.Attempts));
        Assert.Contains(words, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Upload_WhenTheFileIsMissing_IsAFailureOfTheFile()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var files = Transfer(tenant);

        await Assert.ThrowsAsync<FileNotFoundException>(() => files.UploadAsync(
            UploadAddress(tenant), Form(tenant, "k"), Path.Combine(_folder, "none.pkg"), null, null, CancellationToken.None));

        Assert.Empty(tenant.Log.Entries);
    }

    [Theory]
    [InlineData(-1, "shorter")]
    [InlineData(1, "longer")]
    public async Task Upload_WhenTheFileChangesItsLengthMeanwhile_IsAFailureOfTheFile(int change, string word)
    {
        using var source = new ZeroStream(1_000_000 + change);
        using var target = new ReadAheadStream(source);
        using var form = new MultipartFileContent([new("key", "k")], "file", "half.dmg", () => source, 1_000_000, null, default);

        var failure = await Assert.ThrowsAsync<LocalFileException>(() => form.CopyToAsync(target, TestContext.Current.CancellationToken));

        Assert.Contains(word, failure.Message);
    }

    [Fact]
    public async Task Upload_OfALargeFile_ReadsOnlyWhatItSends()
    {
        const long length = 5L * 1024 * 1024 * 1024;
        using var source = new ZeroStream(length);
        using var target = new ReadAheadStream(source);
        using var form = new MultipartFileContent([new("key", "k")], "file", "large.dmg", () => source, length, null, default);

        await form.CopyToAsync(target, TestContext.Current.CancellationToken);

        Assert.Equal(length, source.Position);
        Assert.Equal(form.Headers.ContentLength, target.Position);
        Assert.InRange(target.FurthestAhead, 1, 1024 * 1024);
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static Uri Published(SimulatedTenant tenant, byte[] content) => new(tenant.BaseAddress, tenant.State.Store.Publish(content));

    private static Uri UploadAddress(SimulatedTenant tenant) => new(tenant.BaseAddress, "/storage/northwind-library");

    private static KeyValuePair<string, string>[] Form(SimulatedTenant tenant, string key) =>
        tenant.State.Store.IssueForm(key, DateTimeOffset.UnixEpoch).ToArray();

    private static FileTransfer Transfer(SimulatedTenant tenant, TimeProvider? clock = null) => new(new KandjiClientOptions
    {
        BaseAddress = tenant.BaseAddress,
        Token = new SecureString(),
        Clock = clock ?? TimeProvider.System,
    });

    private string[] Names() => Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)).ToArray();

    private sealed class RecordingProgress : IProgress<TransferProgress>, IRequestObserver
    {
        public List<TransferProgress> Progress { get; } = [];

        public List<AttemptReport> Attempts { get; } = [];

        public Action<TransferProgress>? OnProgress { get; init; }

        public Action? OnWait { get; init; }

        public bool WantsExchanges => true;

        public void Report(TransferProgress value)
        {
            Progress.Add(value);
            OnProgress?.Invoke(value);
        }

        public void OnAttempt(AttemptReport report) => Attempts.Add(report);

        public void OnWaiting(WaitReport report) => OnWait?.Invoke();

        public void OnNotice(string text)
        {
        }

        public void OnExchange(string text) => Assert.Fail("Nothing of a transfer is shown: " + text);
    }

    /// <summary>A file that is larger than what a test should write to a disk.</summary>
    private sealed class ZeroStream(long length) : ForwardOnlyStream
    {
        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - Position);
            Position += read;
            return read;
        }
    }

    /// <summary>Takes everything, and notes how far ahead of it the file was read.</summary>
    private sealed class ReadAheadStream(Stream source) : ForwardOnlyStream
    {
        public long FurthestAhead { get; private set; }

        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count)
        {
            FurthestAhead = Math.Max(FurthestAhead, source.Position - Position);
            Position += count;
        }
    }

    private abstract class ForwardOnlyStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
