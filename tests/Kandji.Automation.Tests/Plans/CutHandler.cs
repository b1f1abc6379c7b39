namespace Kandji.Automation.Tests.Plans;

/// <summary>The moment at which a run of a plan ends as a kill ends it: one of its requests, or one of its steps on the disk.</summary>
internal sealed class CutHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly TaskCompletionSource _reached = new();
    private int _seen;

    /// <summary>The moment, from 1; 0 for none.</summary>
    public int CutAt { get; init; }

    /// <summary>Indicates whether the request of that moment is carried out.</summary>
    public bool Executes { get; init; }

    /// <summary>How many moments there were.</summary>
    public int Seen => _seen;

    /// <summary>Ends when the run was ended.</summary>
    public Task Reached => _reached.Task;

    private bool IsCut => CutAt > 0 && _seen >= CutAt;

    /// <summary>Is called before each step on the disk. After the cut nothing is written any more.</summary>
    public void BeforeStep(string step)
    {
        if (Interlocked.Increment(ref _seen) < CutAt || CutAt == 0)
            return;
        _reached.TrySetResult();
        throw new CutException();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool wasCut = IsCut;
        if (Interlocked.Increment(ref _seen) < CutAt || CutAt == 0)
            return await base.SendAsync(request, cancellationToken);
        if (Executes && !wasCut)
        {
            using HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
        }
        _reached.TrySetResult();
        return await new TaskCompletionSource<HttpResponseMessage>().Task;
    }

    private sealed class CutException : Exception;
}
