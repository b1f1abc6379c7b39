using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>The differences between the HTTP stacks of .NET and .NET Framework.</summary>
internal static class HttpTransport
{
    /// <summary>
    /// The system's stack: system proxy with the user's credentials, compressed answers, no redirects (they could carry the token
    /// elsewhere), no cookies, certificates always checked.
    /// </summary>
    /// <param name="useProxy">False for what may not leave this machine.</param>
    public static HttpMessageHandler CreateHandler(bool useProxy = true)
    {
#if NET8_0_OR_GREATER
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            UseCookies = false,
            UseProxy = useProxy,
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            // A session may live for days; a pooled connection must not outlive a change of DNS.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            MaxConnectionsPerServer = 64,
        };
#else
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            UseCookies = false,
            UseProxy = useProxy,
            UseDefaultCredentials = false,
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
            MaxConnectionsPerServer = 64,
        };
        // Windows PowerShell on an older Windows offers TLS 1.0 at most unless somebody changed that, and the service wants 1.2.
        // Connections of other code in the process stay as they are.
        SecurityProtocolType offered = ServicePointManager.SecurityProtocol;
        if (offered != SecurityProtocolType.SystemDefault && (offered & SecurityProtocolType.Tls12) == 0)
            handler.SslProtocols = SslProtocols.Tls12;
        return handler;
#endif
    }

    /// <summary>Opens the body of an answer.</summary>
    public static Task<Stream> ReadStreamAsync(HttpContent content, CancellationToken cancellationToken) =>
#if NET8_0_OR_GREATER
        content.ReadAsStreamAsync(cancellationToken);
#else
        content.ReadAsStreamAsync();
#endif

    /// <summary>Lets a cancellation end a read of the body, which the streams of .NET Framework do not listen for.</summary>
    /// <returns>Ends that when disposed of.</returns>
    public static IDisposable AbortWhen(CancellationToken cancellationToken, HttpResponseMessage answer) =>
#if NET8_0_OR_GREATER
        default(CancellationTokenRegistration);
#else
        cancellationToken.Register(static state => ((HttpResponseMessage)state).Dispose(), answer);
#endif

    /// <summary>Keeps a change from leaving on a kept connection, where the stack might send it again by itself.</summary>
    public static void OnFreshConnection(HttpRequestMessage message)
    {
#if !NET8_0_OR_GREATER
        message.Headers.ConnectionClose = true;
        message.Headers.ExpectContinue = false;
#endif
    }

    /// <summary>Indicates whether an exception says that the way to the service or back failed, a broken compression included.</summary>
    public static bool IsTransportFailure(Exception e) =>
        e is HttpRequestException or IOException or WebException or InvalidDataException or InvalidOperationException
        || IsConnectTimeout(e);

    /// <summary>False only when the failure happened before anything of the request left: no name, no connection, no TLS.</summary>
    public static bool MayHaveBeenSent(Exception e)
    {
#if NET8_0_OR_GREATER
        return !IsConnectTimeout(e) && e is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
#else
        if (Find<WebException>(e) is { } web)
        {
            return web.Status is not (WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ConnectFailure
                or WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure
                or WebExceptionStatus.ProxyNameResolutionFailure);
        }
        // Mono's stack has no WebException here: only the socket says so.
        return Find<SocketException>(e) is not { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound
            or SocketError.NoData or SocketError.HostUnreachable or SocketError.NetworkUnreachable };
#endif
    }

    /// <summary>Describes a failure for a person.</summary>
    public static string Describe(Exception e) => PrintableText.Sanitize(AddressText.WithoutUserInfo(GetMessage(e), mayHoldBlanks: true));

    /// <summary>
    /// Returns an exception that may be shown in full in place of one whose text, its inner exceptions' included, may not.
    /// </summary>
    /// <param name="e">The exception.</param>
    /// <param name="failure">The text to use instead.</param>
    /// <param name="redact">Takes out of a text what nobody may see; null when there is nothing but the passwords of addresses.</param>
    public static Exception Presentable(Exception e, string failure, Func<string, string>? redact = null)
    {
        string told = e.ToString();
        string safe = AddressText.WithoutUserInfo(redact?.Invoke(told) ?? told, mayHoldBlanks: true);
        return safe == told ? e : new IOException(failure);
    }

    private static string GetMessage(Exception e)
    {
#if NET8_0_OR_GREATER
        return e switch
        {
            ResponseTooLargeException => e.Message,
            OperationCanceledException => "no connection could be made in time",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host's name is not known",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                or { InnerException: AuthenticationException } =>
                "no secure connection could be made: " + Innermost(e).Message,
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                "no connection could be made: " + (Find<SocketException>(e) ?? e).Message,
            _ => "the connection broke: " + Innermost(e).Message,
        };
#else
        if (e is ResponseTooLargeException)
            return e.Message;
        return Find<WebException>(e)?.Status switch
        {
            WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => "the host's name is not known",
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure =>
                "no secure connection could be made: " + Innermost(e).Message,
            WebExceptionStatus.ConnectFailure => "no connection could be made: " + Innermost(e).Message,
            _ => "the connection broke: " + Innermost(e).Message,
        };
#endif
    }

    // Neither the caller nor the attempt's time-out cancelled: the stack gave up connecting.
    private static bool IsConnectTimeout(Exception e) => e is OperationCanceledException;

    private static T? Find<T>(Exception e)
        where T : Exception
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }
        return null;
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null)
            e = e.InnerException;
        return e;
    }
}
