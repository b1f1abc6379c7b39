using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Kandji.Client.Http;
using Kandji.Client.Model;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// Posts messages to a receiver. It has an HTTP client of its own, which knows neither the tenant's token nor anything else that
/// authorizes, and follows no redirect.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How long a receiver may take to answer.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly Uri _address;
    private readonly IReadOnlyList<WebhookSecret> _secrets;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    /// <summary>Makes a sender.</summary>
    /// <param name="address">The receiver, which <see cref="WebhookAddress"/> has checked.</param>
    /// <param name="secrets">The secrets to sign with: one, or two while the receiver changes from one to the other.</param>
    /// <param name="userAgent">The name of this program.</param>
    /// <param name="clock">The clock of the times that are signed, and of the limit on an answer.</param>
    public WebhookSender(Uri address, IReadOnlyList<WebhookSecret> secrets, string userAgent, TimeProvider clock)
    {
        _address = address;
        _secrets = secrets;
        _clock = clock;
        _client = new HttpClient(HttpTransport.CreateHandler(useProxy: !address.IsLoopback)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
    }

    /// <summary>The receiver's host, which is all of the address that is shown.</summary>
    public string Host => _address.IsDefaultPort ? _address.Host : _address.Authority;

    /// <summary>Posts a message once.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the request; the message may have arrived then.</param>
    public async Task<WebhookAnswer> SendAsync(WatchMessage message, CancellationToken cancellationToken)
    {
        byte[] body = message.Body;
        string timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.ExpectContinue = false;
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", string.Join(" ", _secrets.Select(secret => secret.Sign(message.Id, timestamp, body))));
        using var limit = new Deadline(_clock, AnswerLimit);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // Its body means nothing, and may be without end.
            using HttpResponseMessage answer = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token).ConfigureAwait(false);
            return Read(answer);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer
            {
                Outcome = WebhookOutcome.TryAgain,
                Words = $"it did not answer within {AnswerLimit.TotalSeconds} seconds",
            };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && HttpTransport.IsTransportFailure(e))
        {
            return new WebhookAnswer { Outcome = WebhookOutcome.TryAgain, Words = HttpTransport.Describe(e) };
        }
    }

    /// <summary>Ends the connections.</summary>
    public void Dispose() => _client.Dispose();

    private WebhookAnswer Read(HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        return new WebhookAnswer
        {
            Outcome = GetOutcome(status),
            Status = status,
            Words = status is >= 300 and < 400
                ? $"it answered {status}, and redirects are not followed; give the new address"
                : PrintableText.Sanitize($"it answered {status} {answer.ReasonPhrase}".TrimEnd()),
            RetryAfter = GetRetryAfter(answer.Headers.RetryAfter),
        };
    }

    private static WebhookOutcome GetOutcome(int status) => status switch
    {
        >= 200 and < 300 => WebhookOutcome.Accepted,
        (int)HttpStatusCode.Gone => WebhookOutcome.Gone,
        (int)HttpStatusCode.RequestTimeout or 429 => WebhookOutcome.TryAgain,
        >= 400 and < 500 => WebhookOutcome.Refused,
        _ => WebhookOutcome.TryAgain,
    };

    private TimeSpan? GetRetryAfter(RetryConditionHeaderValue? value) =>
        value?.Delta ?? (value?.Date is { } date ? date - _clock.GetUtcNow() : null);
}
