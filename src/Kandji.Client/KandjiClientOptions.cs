using System;
using System.Net.Http;
using System.Security;

namespace Kandji.Client;

/// <summary>How a <see cref="KandjiClient"/> connects.</summary>
public sealed class KandjiClientOptions
{
    /// <summary>The root of the tenant's API, as <see cref="TenantAddress"/> finds it; checked by <see cref="TenantAddress.FromUri"/>.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The API token. The client keeps a copy of its own and disposes of that.</summary>
    public required SecureString Token { get; init; }

    /// <summary>What the client calls itself in the User-Agent header.</summary>
    public string UserAgent { get; init; } = "Kandji.Client/" + typeof(KandjiClientOptions).Assembly.GetName().Version!.ToString(3);

    /// <summary>How long one attempt may take, from sending to the last byte of the answer. 100 seconds unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long a request may wait in all because the service asks for it (an exhausted hour included) before it fails; a wait
    /// that would be longer is not begun. 65 minutes unless set.
    /// </summary>
    public TimeSpan MaxRateLimitWait { get; init; } = TimeSpan.FromMinutes(65);

    /// <summary>The requests a second that the client keeps under until an answer's headers name another limit. 50 unless set.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>The largest answer that is read into memory, in bytes. 64 MiB unless set.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The clock that pacing, retry and time-outs go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Sends the requests, in place of the system's HTTP stack. For tests.</summary>
    internal HttpMessageHandler? Handler { get; init; }
}
