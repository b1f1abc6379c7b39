using System.Security;
using Kandji.Client.Http;

namespace Kandji.Client;

/// <summary>How a <see cref="KandjiClient"/> connects.</summary>
public sealed class KandjiClientOptions
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);

    /// <summary>
    /// The root of the tenant's API, as <see cref="TenantAddress"/> finds it; checked by <see cref="TenantAddress.FromUri"/>.
    /// </summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The API token. The client keeps a copy of its own and disposes of that.</summary>
    public required SecureString Token { get; init; }

    /// <summary>
    /// Indicates whether everything that may change something in the tenant is refused before it is sent, with a
    /// <see cref="KandjiApiException"/> of the kind <see cref="KandjiErrorKind.ReadOnlyTenant"/>. False unless set.
    /// </summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "Kandji.Client/" + typeof(KandjiClientOptions).Assembly.GetName().Version!.ToString(3);

    /// <summary>How long one attempt may take, from sending to the last byte of the answer: up to a day. 100 seconds unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long a request may wait in all because the service asks for it (an exhausted hour included) before it fails; a wait
    /// that would be longer is not begun. Up to a day, or zero for never; 65 minutes unless set.
    /// </summary>
    public TimeSpan MaxRateLimitWait { get; init; } = TimeSpan.FromMinutes(65);

    /// <summary>
    /// The requests a second that the client keeps under until an answer's headers name another limit: 1 to 1000. 50 unless set.
    /// </summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>
    /// Indicates whether the client keeps under the limit of a second together with other clients of the same user on this machine, in this
    /// process and in others. They leave each other room through a small file in the user's folder for local application data, which holds
    /// numbers and times alone. A client whose <see cref="Clock"/> is not the system's shares nothing. True unless set; the environment
    /// variable <c>KANDJI_SHARE_PACE</c> switches it off, too (<c>0</c>).
    /// </summary>
    public bool SharesPace { get; init; } = true;

    /// <summary>
    /// Indicates whether Prism is asked how many devices there are, beside the first page of a list of all devices whose length is not
    /// known yet, so that the other pages can be asked for at once. That is one request more, in a tenant that is known to have more
    /// than 300 devices; a token that may not ask is refused once (403). True unless set.
    /// </summary>
    public bool AsksPrismForLengths { get; init; } = true;

    /// <summary>
    /// How long a change that was sent is still waited for after its cancellation token was cancelled: up to a day, or zero for not at all.
    /// Two seconds unless set. Nothing new is sent meanwhile. When no answer comes, the <see cref="OperationCanceledException"/> has an
    /// inner <see cref="KandjiApiException"/> of the kind <see cref="KandjiErrorKind.OutcomeUnknown"/>; without one nothing was changed.
    /// </summary>
    public TimeSpan ResponseGracePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest answer that is read into memory, in bytes: up to 1 GiB. 64 MiB unless set.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The clock that pacing, retry and time-outs go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder in which clients share their pace, whatever their clock is. For tests.</summary>
    internal string? PaceFolder { get; init; }

    /// <summary>Sends the requests, in place of the system's HTTP stack. For tests.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    /// <exception cref="ArgumentException">Something is missing or out of its range.</exception>
    internal void Check()
    {
        if (Token is null || Clock is null)
            throw new ArgumentException("The options need a token and a clock.", "options");
        Require(Timeout > TimeSpan.Zero && Timeout <= MaxTimeout, nameof(Timeout), Timeout);
        Require(MaxRateLimitWait >= TimeSpan.Zero && MaxRateLimitWait <= MaxTimeout, nameof(MaxRateLimitWait), MaxRateLimitWait);
        Require(
            ResponseGracePeriod >= TimeSpan.Zero && ResponseGracePeriod <= MaxTimeout, nameof(ResponseGracePeriod), ResponseGracePeriod);
        Require(RequestsPerSecond is >= 1 and <= RateLimiter.MaxRequestsPerSecond, nameof(RequestsPerSecond), RequestsPerSecond);
        Require(MaxResponseBytes is >= 1 and <= 1024 * 1024 * 1024, nameof(MaxResponseBytes), MaxResponseBytes);

        static void Require(bool isInRange, string name, object value)
        {
            if (!isInRange)
                throw new ArgumentOutOfRangeException("options", value, $"{name} is out of its range.");
        }
    }
}
