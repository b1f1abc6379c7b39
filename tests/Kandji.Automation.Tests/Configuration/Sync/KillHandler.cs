namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>
/// Ends a run at one of its requests, as a kill does: what waits for the answer never goes on. The request was carried out, or it was not.
/// </summary>
internal sealed class KillHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly TaskCompletionSource _reached = new();
    private int _seen;

    /// <summary>The request that it ends with, from 1; 0 for none.</summary>
    public int KillAt { get; init; }

    /// <summary>Indicates whether that request is carried out.</summary>
    public bool Executes { get; init; }

    /// <summary>Indicates whether requests are counted yet.</summary>
    public bool IsArmed { get; set; }

    /// <summary>How many requests were counted.</summary>
    public int Seen => _seen;

    /// <summary>Ends when the run was ended.</summary>
    public Task Reached => _reached.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsArmed || Interlocked.Increment(ref _seen) < KillAt || KillAt == 0)
            return await base.SendAsync(request, cancellationToken);
        if (Executes)
        {
            using HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
        }
        _reached.TrySetResult();
        return await new TaskCompletionSource<HttpResponseMessage>().Task;
    }
}
