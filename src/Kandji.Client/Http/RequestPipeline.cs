using System;
using System.Buffers;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.Client.Http;

/// <summary>
/// The one way a request takes: authorize, pace, send, retry, then read or fail. A session has one, shared by all its threads.
/// </summary>
internal sealed class RequestPipeline : IDisposable
{
    private static readonly Random Jitter = new();

    private readonly KandjiClientOptions _options;
    private readonly HttpClient _http;
    private readonly SecureString _token;
    private readonly TimeProvider _clock;
    private long _requestsSent;

    public RequestPipeline(KandjiClientOptions options)
    {
        _options = options;
        _clock = options.Clock;
        _token = options.Token.Copy();
        _token.MakeReadOnly();
        Pacer = new Pacer(_clock, options.RequestsPerSecond);
        Files = new FileTransfer(options);
        _http = new HttpClient(options.Handler ?? HttpStack.CreateHandler(), disposeHandler: true)
        {
            // Each attempt has a time-out of its own, by the injected clock.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri BaseAddress => _options.BaseAddress;

    public Pacer Pacer { get; }

    /// <summary>Moves files to and from other hosts, without the token.</summary>
    public FileTransfer Files { get; }

    public TimeProvider Clock => _clock;

    public long RequestsSent => Interlocked.Read(ref _requestsSent);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the answer; a <see cref="JsonException"/> from it makes a read be sent again.</param>
    /// <param name="observer">Is told what happens; may be null.</param>
    /// <param name="cancellationToken">Ends everything at once.</param>
    /// <exception cref="KandjiApiException">The call failed, for good or for as long as was sensible to try.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<ApiResponse, T> read, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        TimeSpan waitedForLimit = TimeSpan.Zero;
        int failures = 0;
        int limited = 0;
        for (int attempt = 1; ; attempt++)
        {
            Failure failure;
            ApiResponse? response = null;
            try
            {
                response = await AttemptAsync(request, attempt, observer, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccess)
                    return read(response);
                failure = Failure.FromAnswer(request, response, _clock);
            }
            catch (AttemptFailedException e)
            {
                failure = Failure.FromTransport(request, e, BaseAddress);
            }
            catch (Exception e) when (response is not null && e is JsonException or InvalidOperationException or FormatException)
            {
                failure = Failure.FromBrokenBody(request, response, e);
            }
            finally
            {
                response?.Dispose();
            }

            TimeSpan? pause;
            if (failure.Repeat == Repeat.AfterRateLimit)
            {
                TimeSpan asked = failure.RetryAfter ?? Backoff(++limited, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
                waitedForLimit += asked;
                pause = waitedForLimit <= _options.MaxRateLimitWait ? asked : null;
                if (pause is not null)
                {
                    Pacer.Refused(asked);
                    observer?.OnWaiting(new WaitReport("the rate limit of the tenant", asked, IsRateLimit: true));
                }
            }
            else
            {
                pause = failure.Repeat == Repeat.WhenItMayPass && ++failures < request.MaxAttempts
                    ? Later(failure.RetryAfter, Backoff(failures, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)))
                    : null;
                if (pause is { } wait)
                    observer?.OnWaiting(new WaitReport("another try after: " + failure.Summary, wait, IsRateLimit: false));
            }
            if (pause is null)
                throw failure.ToException(attempt);
            await _clock.Wait(pause.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request whose answer's body says nothing.</summary>
    public Task SendAsync(ApiRequest request, IRequestObserver? observer, CancellationToken cancellationToken) =>
        SendAsync(request, static _ => true, observer, cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        Files.Dispose();
        _token.Dispose();
    }

    private async Task<ApiResponse> AttemptAsync(ApiRequest request, int attempt, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        await Pacer.WaitAsync(observer, cancellationToken).ConfigureAwait(false);
        Uri target = Resolve(request.PathAndQuery);
        long started = _clock.GetTimestamp();
        HttpStatusCode? status = null;
        int? remaining = null;
        string? failure = null;
        using CancellationTokenSource timeout = _clock.CancelAfter(_options.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            for (int redirects = 0; ; redirects++)
            {
                using HttpRequestMessage message = Compose(request, target);
                Interlocked.Increment(ref _requestsSent);
                if (observer is { WantsExchanges: true })
                    observer.OnExchange(await ExchangeText.OfAsync(message).ConfigureAwait(false));
                using HttpResponseMessage answer =
                    await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
                status = answer.StatusCode;
                remaining = Pacer.ReadNumber(answer.Headers, "X-RateLimit-Remaining-Hour");
                Pacer.Learn(answer.Headers);
                if (redirects < 3 && SameHostRedirect(request, answer) is { } next)
                {
                    target = next;
                    continue;
                }
                ApiResponse response = await ReadAsync(answer, both.Token).ConfigureAwait(false);
                if (observer is { WantsExchanges: true })
                    observer.OnExchange(ExchangeText.Of(response));
                return response;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failure = "cancelled";
            throw;
        }
        catch (OperationCanceledException e)
        {
            failure = $"no answer within {_options.Timeout.TotalSeconds:0} seconds";
            throw new AttemptFailedException(failure, WasSent: true, status, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or WebException or ObjectDisposedException)
        {
            // A disposed client is a session that was disconnected while this request was under way.
            failure = HttpStack.Describe(e);
            throw new AttemptFailedException(failure, HttpStack.MayHaveBeenSent(e), status, e);
        }
        catch (ResponseTooLargeException e)
        {
            failure = e.Message;
            throw new AttemptFailedException(failure, WasSent: true, status, e);
        }
        finally
        {
            Pacer.Ended();
            observer?.OnAttempt(new AttemptReport(
                request.Operation.Method.Method, request.PathAndQuery, status, _clock.GetElapsedTime(started), attempt, remaining, failure));
        }
    }

    private Uri Resolve(string pathAndQuery) => new(BaseAddress.AbsoluteUri.TrimEnd('/') + pathAndQuery);

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
            message.Content = request.Body?.Invoke() ?? new ByteArrayContent(Array.Empty<byte>());
            HttpStack.OnFreshConnection(message);
        }
        return message;
    }

    private Uri? SameHostRedirect(ApiRequest request, HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || !request.Operation.IsRead || answer.Headers.Location is not { } location)
            return null;
        var next = new Uri(answer.RequestMessage!.RequestUri!, location);
        return next.Scheme == BaseAddress.Scheme && next.Authority == BaseAddress.Authority ? next : null;
    }

    private async Task<ApiResponse> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using Stream stream = await HttpStack.ReadStreamAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        long? announced = answer.Content.Headers.ContentLength;
        if (announced > _options.MaxResponseBytes)
            throw new ResponseTooLargeException(_options.MaxResponseBytes);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(announced ?? 0, 16 * 1024) + 1);
        int length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= _options.MaxResponseBytes)
                        throw new ResponseTooLargeException(_options.MaxResponseBytes);
                    byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    Buffer.BlockCopy(buffer, 0, larger, 0, length);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
                int count = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                length += count;
            }
            return new ApiResponse(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.MediaType, buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
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

    private static TimeSpan Later(TimeSpan? asked, TimeSpan own) => asked > own ? asked.Value : own;

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

/// <summary>An attempt that brought no whole answer.</summary>
internal sealed class AttemptFailedException(string message, bool WasSent, HttpStatusCode? status, Exception cause) : Exception(message, cause)
{
    /// <summary>False only when it is certain that nothing of the request reached the service.</summary>
    public bool WasSent { get; } = WasSent;

    /// <summary>The status, when the answer broke off after its headers.</summary>
    public HttpStatusCode? Status { get; } = status;
}

/// <summary>An answer that does not fit in memory.</summary>
internal sealed class ResponseTooLargeException(int limit) : Exception($"the answer is larger than {limit / (1024 * 1024)} MiB");
