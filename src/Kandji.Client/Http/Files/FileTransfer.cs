using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kandji.Client.Http.Files;

/// <summary>
/// Moves files to and from the stores that the service names: signed addresses on other hosts. The tenant's token never goes there, and
/// what makes an address signed is told to nobody. Files are streamed. A transfer that breaks off begins again: an upload puts the same
/// file in the same place, and a download gets its name only when it is whole.
/// </summary>
internal sealed class FileTransfer : IDisposable
{
    private const int MaxAttempts = 3;
    private const int BufferSize = 128 * 1024;
    private const string SessionClosed = "the session was closed";

    // S3 answers errors in XML. Its other elements repeat parts of what was signed.
    private static readonly Regex StoreError = new(
        "<Code>(?<code>[^<]{1,100})</Code>.*?<Message>(?<message>[^<]{1,500})</Message>",
        RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _longestStall;
    private readonly TimeSpan _longestWait;
    private readonly string _userAgent;
    private readonly CancellationTokenSource _closed = new();

    public FileTransfer(KandjiClientOptions options)
    {
        _clock = options.Clock;
        _longestStall = options.Timeout;
        _longestWait = options.MaxRateLimitWait;
        _userAgent = options.UserAgent;
        _http = new HttpClient(
            options.Handler ?? HttpTransport.CreateHandler(useProxy: options.BaseAddress.Scheme == Uri.UriSchemeHttps),
            disposeHandler: options.Handler is null)
        {
            // A large file takes as long as it takes; only standing still is a failure.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a file with a signed form: the form's fields first, then the file, in the field <c>file</c>.</summary>
    /// <param name="address">Where to, as the service named it.</param>
    /// <param name="fields">The form's fields, as the service named them.</param>
    /// <param name="path">The file. It must not change while it is sent.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="observer">Is told of every attempt, without what is secret; may be null.</param>
    /// <param name="cancellationToken">Ends the transfer at once.</param>
    /// <exception cref="KandjiApiException">The store refused the file or could not be reached, or the address is not https.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task UploadAsync(
        Uri address,
        IReadOnlyList<KeyValuePair<string, string>> fields,
        string path,
        IProgress<TransferProgress>? progress,
        IRequestObserver? observer,
        CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        var transfer = new Transfer("POST", address, name, "upload", observer);
        RequireSafe(transfer);
        await RepeatAsync(transfer, SendAsync, cancellationToken).ConfigureAwait(false);

        async Task<Outcome> SendAsync(StallDetector watch)
        {
            long length = LocalFileException.Guard(() => new FileInfo(path).Length);
            void OnSent(long sent)
            {
                watch.Moved();
                progress?.Report(new TransferProgress(sent, length));
            }
            using var message = new HttpRequestMessage(HttpMethod.Post, address);
            message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
            message.Content = new MultipartFileContent(fields, "file", name, () => Open(path), length, OnSent, watch.Token);
            HttpTransport.OnFreshConnection(message);
            using HttpResponseMessage answer =
                await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            using IDisposable abort = HttpTransport.AbortWhen(watch.Token, answer);
            return await ReadOutcomeAsync(answer, watch).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches a file.</summary>
    /// <param name="address">Where from, as the service named it.</param>
    /// <param name="path">The name that the file gets once it is whole.</param>
    /// <param name="overwrite">Indicates whether it may take the place of another file.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="observer">Is told of every attempt, without what is secret; may be null.</param>
    /// <param name="cancellationToken">Ends the transfer at once.</param>
    /// <param name="sha256">The SHA-256 sum that the file must have, in hexadecimal digits; null when none is known.</param>
    /// <param name="resumes">
    /// Indicates whether what came before the transfer broke off stays on the disk, and a later one goes on there. Needs the sum; the file
    /// may
    /// take the place of another.
    /// </param>
    /// <exception cref="KandjiApiException">The store refused, could not be reached, sent less than it announced or another file than was
    /// meant, or the address is not https.</exception>
    /// <exception cref="IOException">The file exists and may not be overwritten, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async Task DownloadAsync(
        Uri address,
        string path,
        bool overwrite,
        IProgress<TransferProgress>? progress,
        IRequestObserver? observer,
        CancellationToken cancellationToken,
        string? sha256 = null,
        bool resumes = false)
    {
        var transfer = new Transfer("GET", address, Path.GetFileName(path), "download", observer);
        RequireSafe(transfer);
        bool goesOn = resumes && sha256 is { Length: > 0 };
        await RepeatAsync(transfer, goesOn ? ResumeAsync : ReceiveAsync, cancellationToken).ConfigureAwait(false);

        async Task<Outcome> ResumeAsync(StallDetector watch)
        {
            using PartialDownload file = LocalFileException.Guard(() => new PartialDownload(path, sha256!));
            long there = await file.ReadExistingAsync(watch.Token).ConfigureAwait(false);
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
            if (there > 0)
                message.Headers.Range = new RangeHeaderValue(there, null);
            using HttpResponseMessage answer =
                await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            using IDisposable abort = HttpTransport.AbortWhen(watch.Token, answer);
            bool isRest = answer.StatusCode == HttpStatusCode.PartialContent;
            if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
                || (isRest && answer.Content.Headers.ContentRange?.From != there))
            {
                file.Restart();
                throw new IOException("the store does not have the rest of the file");
            }
            Outcome outcome = await ReadOutcomeAsync(answer, watch).ConfigureAwait(false);
            if (outcome.Failure is not null)
                return outcome;
            if (!isRest)
                file.Restart();
            long received = await ReceiveBodyAsync(answer, file.Stream, file.Hash, progress, watch).ConfigureAwait(false);
            if (answer.Content.Headers.ContentLength is { } announced && announced != received)
                throw new IOException($"{received} of {announced} bytes came");
            string sum = ToHexadecimal(file.Hash.GetHashAndReset());
            if (!string.Equals(sum, sha256, StringComparison.OrdinalIgnoreCase))
            {
                file.Restart();
                return outcome with { Flaw = $"the file's SHA-256 sum is {sum}, and the service says {sha256}" };
            }
            LocalFileException.Guard(() =>
            {
                file.Finish();
                return true;
            });
            return outcome;
        }

        async Task<Outcome> ReceiveAsync(StallDetector watch)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
            using HttpResponseMessage answer =
                await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            using IDisposable abort = HttpTransport.AbortWhen(watch.Token, answer);
            Outcome outcome = await ReadOutcomeAsync(answer, watch).ConfigureAwait(false);
            if (outcome.Failure is not null)
                return outcome;
            // The length of a part is that of what came.
            if (answer.StatusCode == HttpStatusCode.PartialContent)
                return outcome with { Flaw = "a part of the file came, and all of it was asked for" };
            using AtomicFile file = LocalFileException.Guard(() => new AtomicFile(path, overwrite));
            using IncrementalHash? hash = sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long received = await ReceiveBodyAsync(answer, file.Stream, hash, progress, watch).ConfigureAwait(false);
            if (answer.Content.Headers.ContentLength is { } announced && announced != received)
                throw new IOException($"{received} of {announced} bytes came");
            if (received == 0)
                return outcome with { Flaw = "the file is empty" };
            if (hash is not null && ToHexadecimal(hash.GetHashAndReset()) is var sum
                && !string.Equals(sum, sha256, StringComparison.OrdinalIgnoreCase))
                return outcome with { Flaw = $"the file's SHA-256 sum is {sum}, and the service says {sha256}" };
            LocalFileException.Guard(() =>
            {
                file.Finish();
                return true;
            });
            return outcome;
        }
    }

    /// <summary>Ends what is under way and closes the connections.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _http.Dispose();
    }

    private static async Task<long> ReceiveBodyAsync(
        HttpResponseMessage answer, FileStream file, IncrementalHash? hash, IProgress<TransferProgress>? progress, StallDetector watch)
    {
        using Stream body = await HttpTransport.ReadStreamAsync(answer.Content, watch.Token).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        long received = 0;
        while (true)
        {
            int count = await body.ReadAsync(buffer, 0, buffer.Length, watch.Token).ConfigureAwait(false);
            if (count == 0)
                return received;
            try
            {
                await file.WriteAsync(buffer, 0, count, watch.Token).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new LocalFileException(e);
            }
            hash?.AppendData(buffer, 0, count);
            received += count;
            watch.Moved();
            progress?.Report(new TransferProgress(received, answer.Content.Headers.ContentLength));
        }
    }

    private static string ToHexadecimal(byte[] sum) => BitConverter.ToString(sum).Replace("-", "").ToLowerInvariant();

    private async Task RepeatAsync(Transfer transfer, Func<StallDetector, Task<Outcome>> attempt, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        TimeSpan waited = TimeSpan.Zero;
        for (int number = 1; ; number++)
        {
            (KandjiErrorKind Kind, string What, Exception? Cause) failure;
            Outcome? outcome = null;
            string? report = null;
            long started = _clock.GetTimestamp();
            using var watch = new StallDetector(_clock, _longestStall, stop.Token);
            try
            {
                outcome = await attempt(watch).ConfigureAwait(false);
                if (outcome.Failure is not { } kind)
                    return;
                report = outcome.Flaw;
                failure = (kind, outcome.ServerMessage ?? outcome.Flaw ?? "It gave no reason", null);
            }
            catch (LocalFileException e)
            {
                report = "the file on this machine failed: " + e.Message;
                ExceptionDispatchInfo.Capture(e.InnerException!).Throw();
                throw;
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested)
            {
                report = "cancelled";
                if (e is OperationCanceledException)
                    throw;
                throw new OperationCanceledException(report, e, cancellationToken);
            }
            catch (Exception e) when (_closed.IsCancellationRequested)
            {
                report = SessionClosed;
                failure = (KandjiErrorKind.Closed, report, HttpTransport.Presentable(e, report));
            }
            catch (Exception e) when (watch.HasStalled)
            {
                report = string.Format(CultureInfo.InvariantCulture, "nothing moved for {0:0} seconds", _longestStall.TotalSeconds);
                failure = (KandjiErrorKind.NoAnswer, report, HttpTransport.Presentable(e, report));
            }
            catch (Exception e) when (HttpTransport.IsTransportFailure(e))
            {
                report = HttpTransport.Describe(e);
                KandjiErrorKind kind = HttpTransport.MayHaveBeenSent(e) ? KandjiErrorKind.NoAnswer : KandjiErrorKind.Unreachable;
                failure = (kind, report, HttpTransport.Presentable(e, report));
            }
            finally
            {
                transfer.Observer?.OnAttempt(new AttemptReport(
                    transfer.Method, transfer.Where, outcome?.Status, _clock.GetElapsedTime(started), number, null, report));
            }

            TimeSpan pause = TimeSpan.FromSeconds(Math.Pow(3, number - 1));
            if (outcome?.RetryAfter > pause)
                pause = outcome.RetryAfter.Value;
            bool mayPass = failure.Kind is not (KandjiErrorKind.BadRequest or KandjiErrorKind.Redirected or KandjiErrorKind.Closed);
            // Waits that the store requests are limited, like those of the service. Pauses between retries are not counted.
            if (outcome?.RetryAfter is not null || failure.Kind == KandjiErrorKind.RateLimited)
                waited += pause;
            if (!mayPass || number == MaxAttempts || waited > _longestWait)
                throw transfer.Failed(failure.Kind, failure.What, outcome, number, failure.Cause);
            transfer.Observer?.OnWaiting(new WaitReport($"another try of the {transfer.Kind}", pause, IsRateLimit: false));
            try
            {
                await _clock.Wait(pause, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (_closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw transfer.Failed(KandjiErrorKind.Closed, SessionClosed, outcome: null, number, e);
            }
        }
    }

    private async Task<Outcome> ReadOutcomeAsync(HttpResponseMessage answer, StallDetector watch)
    {
        var outcome = new Outcome(answer.StatusCode) { RetryAfter = RequestFailure.ReadRetryAfter(answer.Headers, _clock.GetUtcNow()) };
        if (answer.IsSuccessStatusCode)
        {
            // A store has nothing to say to people: a proxy's sign-in page must pass neither for a file nor for "received".
            return string.Equals(answer.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase)
                ? outcome with { Flaw = "the answer is an HTML page" }
                : outcome;
        }
        using Stream body = await HttpTransport.ReadStreamAsync(answer.Content, watch.Token).ConfigureAwait(false);
        var start = new byte[8 * 1024];
        int length = 0;
        int count;
        while (length < start.Length
            && (count = await body.ReadAsync(start, length, start.Length - length, watch.Token).ConfigureAwait(false)) > 0)
            length += count;
        Match error = StoreError.Match(Encoding.UTF8.GetString(start, 0, length));
        string? words = error.Success
            ? AddressText.WithoutUserInfo(
                WebUtility.HtmlDecode(error.Groups["message"].Value.TrimEnd('.') + " (" + error.Groups["code"].Value + ")"))
            : null;
        return outcome with { ServerMessage = words, HasTimedOut = error.Groups["code"].Value == "RequestTimeout" };
    }

    private static void RequireSafe(Transfer transfer)
    {
        bool isSafe = transfer.Address.IsAbsoluteUri
            && (transfer.Address.Scheme == Uri.UriSchemeHttps
                || (transfer.Address.Scheme == Uri.UriSchemeHttp && transfer.Address.IsLoopback));
        if (!isSafe)
        {
            throw new KandjiApiException(KandjiErrorKind.InvalidResponse,
                $"The service named an address for the {transfer.Kind} of '{transfer.FileName}' that is not https. Nothing was "
                    + "transferred.");
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>The answer of a store.</summary>
    private sealed record Outcome(HttpStatusCode Status)
    {
        /// <summary>The store's reason.</summary>
        public string? ServerMessage { get; init; }

        /// <summary>Finds the fault in an answer whose status is success.</summary>
        public string? Flaw { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        /// <summary>Indicates whether the store waited too long for the next part of the file, which S3 says with the status 400.</summary>
        public bool HasTimedOut { get; init; }

        /// <summary>Null when all went well.</summary>
        public KandjiErrorKind? Failure => (int)Status switch
        {
            >= 200 and < 300 => Flaw is null ? null : KandjiErrorKind.InvalidResponse,
            >= 300 and < 400 => KandjiErrorKind.Redirected,
            429 => KandjiErrorKind.RateLimited,
            < 200 or 408 or >= 500 => KandjiErrorKind.ServerError,
            _ => HasTimedOut ? KandjiErrorKind.ServerError : KandjiErrorKind.BadRequest,
        };
    }

    /// <summary>A description of the transfer without secrets.</summary>
    private sealed record Transfer(string Method, Uri Address, string FileName, string Kind, IRequestObserver? Observer)
    {
        /// <summary>The host only: user, path and query of a signed address are what opens it.</summary>
        public string Where => Address.Scheme + "://" + Address.Authority + " (" + FileName + ")";

        public KandjiApiException Failed(KandjiErrorKind kind, string what, Outcome? outcome, int attempts, Exception? cause)
        {
            string answered = outcome is null
                ? Where
                : string.Format(CultureInfo.InvariantCulture, "{0}: {1}", Where, ReasonPhrase.WithNumber(outcome.Status));
            string advice = kind switch
            {
                KandjiErrorKind.BadRequest => "The store that the service named refused the " + Kind + ".",
                KandjiErrorKind.Redirected =>
                    "The store redirected the request, and the redirect was not followed; the " + Kind + " did not follow.",
                KandjiErrorKind.InvalidResponse =>
                    "Something between here and the store may have answered in its place (a proxy, a sign-in page).",
                KandjiErrorKind.Closed => "Connect again.",
                KandjiErrorKind.Unreachable => "The service keeps files on a host of its own; a proxy or firewall must let it through.",
                _ => "Try again later.",
            };
            return new KandjiApiException(kind,
                string.Format(CultureInfo.InvariantCulture, "{0}{1}. ({2} {3}{4}) {5}",
                    char.ToUpperInvariant(what[0]), what.Substring(1).TrimEnd('.'), Method, answered,
                    attempts > 1 ? $", {attempts} attempts" : "", advice), cause)
            {
                StatusCode = outcome?.Status,
                ServerMessage = outcome?.ServerMessage,
                RetryAfter = outcome?.RetryAfter,
                Method = Method,
                Path = Where,
                Attempts = attempts,
            };
        }
    }

    /// <summary>Cancels what has stood still for too long.</summary>
    private sealed class StallDetector : IDisposable
    {
        private readonly CancellationTokenSource _stop;
        private readonly ITimer _timer;
        private readonly TimeSpan _longest;

        public StallDetector(TimeProvider clock, TimeSpan longest, CancellationToken cancellationToken)
        {
            _longest = longest;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _timer = clock.CreateTimer(static state => ((StallDetector)state!).Stalled(), this, longest, Timeout.InfiniteTimeSpan);
        }

        public CancellationToken Token => _stop.Token;

        public bool HasStalled { get; private set; }

        public void Moved() => _timer.Change(_longest, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            _timer.Dispose();
            _stop.Dispose();
        }

        private void Stalled()
        {
            HasStalled = true;
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The transfer ended while the timer was firing.
            }
        }
    }
}
