namespace Kandji.Client.Tests.Support;

/// <summary>
/// Remembers all it is told. Requests that were cancelled may still report when a call has ended: what is read is a copy.
/// </summary>
internal sealed class RecordingObserver : IRequestObserver
{
    private readonly object _lock = new();
    private readonly List<AttemptReport> _attempts = [];
    private readonly List<WaitReport> _waits = [];
    private readonly List<string> _exchanges = [];
    private readonly List<string> _notices = [];

    public bool WantsExchanges { get; init; }

    public List<AttemptReport> Attempts => Copy(_attempts);

    public List<WaitReport> Waits => Copy(_waits);

    public List<string> Exchanges => Copy(_exchanges);

    public List<string> Notices => Copy(_notices);

    /// <summary>All of it as one text.</summary>
    public string Everything =>
        string.Join("\n", Attempts.Select(a => a.ToString()).Concat(Waits.Select(w => w.ToString())).Concat(Exchanges));

    public void OnAttempt(AttemptReport report) => Add(_attempts, report);

    public void OnWaiting(WaitReport report) => Add(_waits, report);

    public void OnNotice(string text) => Add(_notices, text);

    public void OnExchange(string text) => Add(_exchanges, text);

    private void Add<T>(List<T> list, T item)
    {
        lock (_lock)
            list.Add(item);
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
            return [.. list];
    }
}
