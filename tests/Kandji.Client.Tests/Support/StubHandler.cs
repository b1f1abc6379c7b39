using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.Client.Tests.Support;

/// <summary>Answers in place of the network, and remembers what it was asked.</summary>
internal sealed class StubHandler(Func<Sent, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public StubHandler(Func<Sent, HttpResponseMessage> answer)
        : this((sent, _) => Task.FromResult(answer(sent)))
    {
    }

    public List<Sent> Sent { get; } = [];

    public bool IsDisposed { get; private set; }

    /// <summary>Answers the first request with the first answer, and so on; the last one again and again.</summary>
    public static StubHandler InTurn(params Func<HttpResponseMessage>[] answers)
    {
        int next = 0;
        return new StubHandler(_ => answers[Math.Min(next++, answers.Length - 1)]());
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = new Sent(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.Authorization,
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Content?.Headers.ContentType?.MediaType);
        lock (Sent)
            Sent.Add(sent);
        HttpResponseMessage response = await answer(sent, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>One request as it left.</summary>
internal sealed record Sent(string Method, Uri Uri, AuthenticationHeaderValue? Authorization, string? Body, string? ContentType)
{
    /// <summary>A parameter of the query, decoded; null when it is not there.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))
        .SingleOrDefault();

    public int Number(string name, int otherwise) =>
        Query(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>Makes answers.</summary>
internal static class Answer
{
    public static HttpResponseMessage Json(string json, int status = 200) => Bytes(Encoding.UTF8.GetBytes(json), "application/json", status);

    public static HttpResponseMessage Html(string html, int status = 200) => Bytes(Encoding.UTF8.GetBytes(html), "text/html", status);

    public static HttpResponseMessage Empty(int status = 200) => Bytes([], null, status);

    public static HttpResponseMessage Bytes(byte[] body, string? contentType, int status = 200)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    public static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public static HttpResponseMessage With(this HttpResponseMessage response, string name, string value)
    {
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
