using System.Security;

namespace Kandji.Client.Tests.Support;

/// <summary>Makes pipelines and clients for tests.</summary>
internal static class TestPipeline
{
    /// <summary>A token that is easy to find where it must not be.</summary>
    public const string Token = "tok-7f3a9c51-never-show-this";

    public static readonly Uri Root = new("https://northwind.api.kandji.io");

    public static KandjiClientOptions Options(HttpMessageHandler handler, TimeProvider clock, Uri? root = null) =>
        new() { BaseAddress = root ?? Root, Token = Secure(Token), Handler = handler, Clock = clock };

    public static RequestPipeline Create(HttpMessageHandler handler, TimeProvider clock) => new(Options(handler, clock));

    public static ApiConnection Caller(HttpMessageHandler handler, TimeProvider clock, IRequestObserver? observer = null) =>
        new(Create(handler, clock), observer);

    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char c in text)
            secure.AppendChar(c);
        return secure;
    }
}
