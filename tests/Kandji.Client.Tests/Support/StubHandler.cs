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
