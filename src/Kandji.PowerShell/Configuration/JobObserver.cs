using Kandji.Client.Http;

namespace Kandji.PowerShell.Configuration;

/// <summary>Tells the requests of a job to the change that they are for, or else to the command.</summary>
/// <param name="command">Is told while no change is under way.</param>
internal sealed class JobObserver(IRequestObserver command) : IRequestObserver
{
    private volatile IRequestObserver? _change;

    private IRequestObserver Current => _change ?? command;

    /// <summary>Is called after each request, from any thread; null for nothing.</summary>
    public Action? Ended { get; set; }

    public bool WantsExchanges => Current.WantsExchanges;

    /// <summary>Has a change told of the requests that are sent for it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="send">Sends them.</param>
    public async Task<T> RunAsync<T>(IRequestObserver change, Func<Task<T>> send)
    {
        _change = change;
        try
        {
            return await send().ConfigureAwait(false);
        }
        finally
        {
            _change = null;
        }
    }

    public void OnAttempt(AttemptReport report)
    {
        Current.OnAttempt(report);
        Ended?.Invoke();
    }

    public void OnWaiting(WaitReport report) => Current.OnWaiting(report);

    public void OnExchange(string text) => Current.OnExchange(text);

    public void OnNotice(string text) => Current.OnNotice(text);
}
