using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.Json;
using Kandji.Client.Http.Files;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>
/// The one way a request takes: authorize, pace, send, retry, then read or fail. A session has one, shared by all its threads.
/// </summary>
internal sealed class RequestPipeline : IDisposable
{
    private const int MaxRedirects = 3;
    private const int InitialBufferSize = 64 * 1024;

    // A large installer keeps the service busy for minutes. Waiting longer than this does not help.
    private static readonly TimeSpan MaxProcessingTime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MaxProcessingDelay = TimeSpan.FromSeconds(15);

    private static readonly Random Jitter = new();

    private readonly KandjiClientOptions _options;
    private readonly HttpClient _http;
    private readonly SecureString _token;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closed = new();
    private long _requestsSent;
    private long _serviceAhead;
    private volatile bool _isTokenRefused;

    /// <exception cref="ArgumentException">
    /// The address is not one that a token may be sent to, the token is invalid, or another option is out of its range.
    /// </exception>
    public RequestPipeline(KandjiClientOptions options)
    {
        options.Check();
        BaseAddress = TenantAddress.FromUri(options.BaseAddress);
        Identity = new TenantIdentity(BaseAddress);
        _options = options;
        _clock = options.Clock;
        _token = options.Token.Copy();
        _token.MakeReadOnly();
        if (!IsToken(Reveal(_token)))
            throw new ArgumentException(
                "The token is empty, or contains a space, a line break or another character that is not valid in a token.",
                nameof(options));
        RateLimiter = new RateLimiter(_clock, options.RequestsPerSecond, CreatePace(options));
        Files = new FileTransfer(options);
        // http:// leads to loopback alone. A proxy that the environment names (HTTP_PROXY) would get the token, unencrypted, on another
        // machine.
        bool isEncrypted = BaseAddress.Scheme == Uri.UriSchemeHttps;
        _http = new HttpClient(options.Handler ?? HttpTransport.CreateHandler(useProxy: isEncrypted), disposeHandler: true)
        {
            // Each attempt has a time-out of its own, by the injected clock.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri BaseAddress { get; }

    /// <summary>The tenant that everything that is read refers to.</summary>
    public TenantIdentity Identity { get; }

    /// <summary>Indicates whether everything that may change something is refused.</summary>
    public bool IsReadOnly => _options.IsReadOnly;

    /// <summary>Indicates whether Prism may be asked how many devices there are.</summary>
    public bool AsksPrism => _options.AsksPrismForLengths;

    public RateLimiter RateLimiter { get; }

    /// <summary>The lengths of the lists that were read.</summary>
    public ListLengths Lengths { get; } = new();

    /// <summary>Moves files to and from other hosts, without the token.</summary>
    public FileTransfer Files { get; }

    public TimeProvider Clock => _clock;

    public long RequestsSent => Interlocked.Read(ref _requestsSent);

    /// <summary>Indicates whether the service refused the token (401) and has accepted no request since.</summary>
    public bool IsTokenRefused => _isTokenRefused;

    /// <summary>
    /// The service's time, as the last answer told that the service itself wrote, so that times it writes can be compared with moments
    /// seen from here. It may be behind by the age of an answer and a second, never ahead.
    /// </summary>
    public DateTimeOffset ServiceTime => _clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _serviceAhead));

    /// <summary>Indicates whether another pipeline, which was not disposed of, has the same token.</summary>
    public bool HasSameToken(RequestPipeline other) => Reveal(_token) == Reveal(other._token);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">The request to send.</param>
    /// <param name="read">Reads the answer; a <see cref="JsonException"/> from it makes a read be sent again.</param>
    /// <param name="observer">Is told what happens; may be null.</param>
    /// <param name="cancellationToken">Ends everything at once, but leaves a change that was sent a little time to be answered.</param>
    /// <exception cref="KandjiApiException">The call failed, for good or for as long as was sensible to try.</exception>
    /// <exception cref="IOException">A file that the request was to carry cannot be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">A file that the request was to carry may not be read.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled. When a change was under way, the inner exception is a <see cref="KandjiApiException"/> of the kind
    /// <see cref="KandjiErrorKind.OutcomeUnknown"/>; without one nothing was changed by this call.
    /// </exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request, Func<ApiResponse, T> read, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        if (IsReadOnly && request.Operation.MayChange)
            throw RequestFailure.FromReadOnly(request, BaseAddress).ToException(attempts: 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        using ResponseGracePeriod? grace =
            request.Operation.IsRead ? null : new ResponseGracePeriod(_clock, _options.ResponseGracePeriod, cancellationToken);
        using var answering = CancellationTokenSource.CreateLinkedTokenSource(grace?.Token ?? cancellationToken, _closed.Token);
        Uri target = Resolve(request.PathAndQuery);
        TimeSpan waited = TimeSpan.Zero;
        int attempt = 0, redirects = 0, failures = 0, refusals = 0, processing = 0;
        long processingSince = 0;
        try
        {
            while (true)
            {
                RateLimitLease rateLimitLease = await RateLimiter.WaitAsync(observer, stop.Token).ConfigureAwait(false);
                // From here on the request leaves, and whoever cancels a change is told what became of it.
                stop.Token.ThrowIfCancellationRequested();
                waited += rateLimitLease.Waited;
                attempt++;
                RequestFailure requestFailure;
                try
                {
                    using ApiResponse response = await AttemptAsync(request, target, attempt, rateLimitLease, observer, answering.Token)
                        .ConfigureAwait(false);
                    if (response.IsSuccess)
                    {
                        try
                        {
                            // A proxy's sign-in page must not pass for "done".
                            if (response.IsPage && !request.Operation.IsRead)
                                throw new JsonException("The answer is an HTML page.");
                            response.Stop = answering.Token;
                            return read(response);
                        }
                        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
                        {
                            requestFailure = RequestFailure.FromBrokenBody(request, response, e);
                        }
                    }
                    else if (redirects < MaxRedirects && SameHostRedirect(request, target, response) is { } next)
                    {
                        redirects++;
                        target = next;
                        continue;
                    }
                    else
                    {
                        requestFailure = RequestFailure.FromAnswer(request, response, _clock, text => Redact(request, text));
                    }
                }
                catch (OperationCanceledException e) when (!request.Operation.IsRead)
                {
                    var unanswered = new AttemptFailedException("the command was stopped before the answer came", WasSent: true, null, e);
                    throw new OperationCanceledException(
                        unanswered.Message, RequestFailure.FromTransport(request, unanswered, BaseAddress)
                            .ToException(attempt), cancellationToken);
                }
                catch (AttemptFailedException e)
                {
                    requestFailure = _closed.IsCancellationRequested && request.Operation.IsRead
                        ? RequestFailure.FromClosing(request)
                        : RequestFailure.FromTransport(request, e, BaseAddress);
                }

                TimeSpan pause;
                switch (requestFailure.RetryRule)
                {
                    case RetryRule.AfterRateLimit:
                        pause = RateLimiter.IsHourExhausted
                            ? RateLimiter.GetPauseForExhaustedHour(requestFailure.RetryAfter)
                            : requestFailure.RetryAfter ?? Backoff(++refusals, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
                        break;
                    case RetryRule.WhenProcessed:
                        // The one reason of the service's own to send a change again: it has said that it is still busy with the file that
                        // this call uploaded, and so did nothing.
                        if (processing++ == 0)
                            processingSince = _clock.GetTimestamp();
                        pause =
                            TimeSpan.FromSeconds(Math.Min(MaxProcessingDelay.TotalSeconds, Math.Pow(2, Math.Min(processing, 10) - 1)));
                        if (requestFailure.RetryAfter > pause)
                            pause = requestFailure.RetryAfter.Value;
                        TimeSpan busy = _clock.GetElapsedTime(processingSince);
                        if (busy + pause > MaxProcessingTime)
                            throw requestFailure.ToException(attempt);
                        observer?.OnWaiting(
                            new WaitReport("the service to process the uploaded file", pause, IsRateLimit: false) { Waited = busy });
                        await _clock.Wait(pause, stop.Token).ConfigureAwait(false);
                        continue;
                    case RetryRule.WhenItMayPass when ++failures < request.MaxAttempts:
                        pause = Backoff(failures, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
                        if (requestFailure.RetryAfter > pause)
                            pause = requestFailure.RetryAfter.Value;
                        break;
                    default:
                        throw requestFailure.ToException(attempt);
                }

                // Waits that the service requests are limited: a header that asks for a year must not be obeyed.
                if (requestFailure.RetryAfter is not null || requestFailure.RetryRule == RetryRule.AfterRateLimit)
                {
                    if (waited + pause > _options.MaxRateLimitWait)
                    {
                        if (requestFailure.RetryRule == RetryRule.AfterRateLimit)
                            RateLimiter.Refused(TimeSpan.Zero, rateLimitLease);
                        throw requestFailure.ToException(attempt);
                    }
                }
                if (requestFailure.RetryRule == RetryRule.AfterRateLimit)
                {
                    // The gate closes for every request of the session, this one included.
                    RateLimiter.Refused(pause, rateLimitLease);
                    continue;
                }
                observer?.OnWaiting(new WaitReport("another try after: " + requestFailure.Summary, pause, IsRateLimit: false));
                await _clock.Wait(pause, stop.Token).ConfigureAwait(false);
                if (requestFailure.RetryAfter is not null)
                    waited += pause;
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RequestFailure.FromClosing(request).ToException(attempt);
        }
    }

    /// <summary>Sends a request whose answer's body says nothing.</summary>
    public Task SendAsync(ApiRequest request, IRequestObserver? observer, CancellationToken cancellationToken) =>
        SendAsync(request, static _ => true, observer, cancellationToken);

    /// <summary>Ends what is under way and closes the connections.</summary>
    public void Dispose()
    {
        // In this order: what is under way must see that it was closed before it sees things disposed of.
        _closed.Cancel();
        _http.Dispose();
        Files.Dispose();
        _token.Dispose();
    }

    // Sessions with a clock of their own have no time in common with others.
    private MachinePace? CreatePace(KandjiClientOptions options)
    {
        string? folder = options.PaceFolder ?? (_clock == TimeProvider.System ? MachinePace.DefaultFolder : null);
        return options.SharesPace && MachinePace.IsWanted && folder is not null
            ? new MachinePace(MachinePace.GetPath(folder, BaseAddress), _clock, opensInBackground: options.PaceFolder is null)
            : null;
    }

    private async Task<ApiResponse> AttemptAsync(
        ApiRequest request, Uri target, int attempt, RateLimitLease rateLimitLease, IRequestObserver? observer, CancellationToken stop)
    {
        long started = _clock.GetTimestamp();
        HttpStatusCode? status = null;
        int? remaining = null;
        string? failure = null;
        bool isHandedOver = false;
        using CancellationTokenSource timeout = _clock.CancelAfter(_options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using HttpRequestMessage message = Compose(request, target);
            if (observer is { WantsExchanges: true })
                observer.OnExchange(await HttpTrace.FormatAsync(message, text => Redact(request, text)).ConfigureAwait(false));
            Interlocked.Increment(ref _requestsSent);
            isHandedOver = true;
            using HttpResponseMessage answer =
                await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            status = answer.StatusCode;
            if (answer.StatusCode == HttpStatusCode.Unauthorized || answer.IsSuccessStatusCode)
                _isTokenRefused = !answer.IsSuccessStatusCode;
            remaining = RateLimiter.ReadNumber(answer.Headers, "X-RateLimit-Remaining-Hour");
            if (answer.Headers.Date is { } date && IsOfNow(answer))
                Interlocked.Exchange(ref _serviceAhead, (date - _clock.GetUtcNow()).Ticks);
            RateLimiter.Answered(rateLimitLease, answer.Headers, wasRefused: (int)answer.StatusCode == 429);
            ApiResponse response = await ReadAsync(answer, request.Operation.Method, either.Token).ConfigureAwait(false);
            if (observer is { WantsExchanges: true })
                observer.OnExchange(HttpTrace.Format(response, text => Redact(request, text)));
            return response;
        }
        catch (Exception e) when (stop.IsCancellationRequested)
        {
            failure = "cancelled";
            if (_closed.IsCancellationRequested)
                throw new AttemptFailedException(
                    "the client was closed before the answer came", WasSent: true, status, HttpTransport.Presentable(e, failure));
            if (e is OperationCanceledException)
                throw;
            throw new OperationCanceledException(failure, e, stop);
        }
        catch (LocalFileException e)
        {
            failure = "the file on this machine failed: " + e.Message;
            ExceptionDispatchInfo.Capture(e.InnerException!).Throw();
            throw;
        }
        // On .NET Framework what ends a read is the answer's being disposed of, and not a cancellation.
        catch (Exception e) when (timeout.IsCancellationRequested)
        {
            failure = $"no answer within {_options.Timeout.TotalSeconds:0} seconds";
            throw new AttemptFailedException(
                failure, WasSent: true, status, HttpTransport.Presentable(e, failure, text => Redact(request, text)));
        }
        // Whatever the stack throws, a change may have left by then.
        catch (Exception e) when (isHandedOver || HttpTransport.IsTransportFailure(e))
        {
            // The stack quotes header lines that it cannot read, and those may repeat what was sent.
            failure = Redact(request, HttpTransport.Describe(e));
            throw new AttemptFailedException(
                failure, HttpTransport.MayHaveBeenSent(e), status, HttpTransport.Presentable(e, failure, text => Redact(request, text)));
        }
        finally
        {
            RateLimiter.Answered(rateLimitLease, null);
            observer?.OnAttempt(new AttemptReport(
                request.Operation.Method.Method, request.PathAndQuery, status, _clock.GetElapsedTime(started), attempt, remaining,
                failure));
        }
    }

    // A page is written by something in between, by a clock of its own, and what a cache kept has the date of then.
    private static bool IsOfNow(HttpResponseMessage answer) =>
        !(answer.Headers.Age > TimeSpan.Zero)
        && !string.Equals(answer.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);

    // Whatever the path holds, the token goes to the session's own host.
    private Uri Resolve(string pathAndQuery)
    {
        var target = new Uri(BaseAddress.AbsoluteUri.TrimEnd('/') + pathAndQuery);
        return IsOwnHost(target) ? target : throw new ArgumentException($"'{pathAndQuery}' leads to another host.");
    }

    private bool IsOwnHost(Uri target) =>
        target.Scheme == BaseAddress.Scheme && target.Authority == BaseAddress.Authority && target.UserInfo.Length == 0;

    private HttpRequestMessage Compose(ApiRequest request, Uri target)
    {
        var message = new HttpRequestMessage(request.Operation.Method, target);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Reveal(_token));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // A few operations answer with a file.
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.5));
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        if (!request.Operation.IsRead)
        {
            // The HTTP stack by itself sends a request without a body again when a kept connection breaks, whatever the
            // method. A body, if only an empty one, and on .NET Framework a connection of its own, keep it from doing so:
            // a change leaves once.
            message.Content = request.Body is { } make ? LocalFileException.Guard(make) : new ByteArrayContent(Array.Empty<byte>());
            HttpTransport.OnFreshConnection(message);
        }
        return message;
    }

    private Uri? SameHostRedirect(ApiRequest request, Uri target, ApiResponse response) =>
        request.Operation.IsRead
        && (int)response.Status is 301 or 302 or 303 or 307 or 308
        && response.Headers.Location is { } location
        && Uri.TryCreate(target, location, out Uri? next)
        && IsOwnHost(next)
            ? next
            : null;

    private async Task<ApiResponse> ReadAsync(HttpResponseMessage answer, HttpMethod method, CancellationToken cancellationToken)
    {
        using Stream stream = await HttpTransport.ReadStreamAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        using IDisposable abort = HttpTransport.AbortWhen(cancellationToken, answer);
        long most = _options.MaxResponseBytes;
        // To HEAD the service tells the length of what it does not send.
        long? announced = method == HttpMethod.Head ? 0 : answer.Content.Headers.ContentLength;
        if (announced > most)
            throw new ResponseTooLargeException(most);

        // When reading fails, the buffer is left to the garbage collector: a read that was broken off may still write to it.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)(announced ?? InitialBufferSize) + 1);
        int length = 0;
        while (true)
        {
            int room = (int)Math.Min(buffer.Length - length, most + 1 - length);
            int count = await stream.ReadAsync(buffer, length, room, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            length += count;
            if (length > most)
                throw new ResponseTooLargeException(most);
            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * length, most + 1));
                Buffer.BlockCopy(buffer, 0, larger, 0, length);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        if (length < announced)
            throw new IOException($"the answer ended after {length} of {announced} bytes");
        return new ApiResponse(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.MediaType, buffer, length)
        {
            Origin = Identity,
        };
    }

    // A service that repeats the token, or a secret that it was sent, in what it says must not make it visible.
    private string Redact(ApiRequest request, string text)
    {
        try
        {
            return AddressText.WithoutUserInfo(request.Redact(text.Replace(Reveal(_token), "***")));
        }
        catch (ObjectDisposedException)
        {
            return "";
        }
    }

    private static bool IsToken(string text)
    {
        foreach (char c in text)
        {
            if (c is <= ' ' or > '~')
                return false;
        }
        return text.Length > 0;
    }

    // Half of the pause is certain and half is chance, so that clients that failed together do not come back together.
    private static TimeSpan Backoff(int failures, TimeSpan first, TimeSpan longest)
    {
        double seconds = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, failures - 1));
        double chance;
        lock (Jitter)
            chance = Jitter.NextDouble();
        return TimeSpan.FromSeconds(seconds * (0.5 + (chance / 2)));
    }

    private static string Reveal(SecureString secret)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(pointer)!;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
