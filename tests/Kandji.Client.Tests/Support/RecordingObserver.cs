using System.Collections.Generic;
using System.Linq;
using Kandji.Client.Http;

namespace Kandji.Client.Tests.Support;

/// <summary>Remembers all it is told.</summary>
internal sealed class RecordingObserver : IRequestObserver
{
    private readonly object _lock = new();

    public bool WantsExchanges { get; init; }

    public List<AttemptReport> Attempts { get; } = [];

    public List<WaitReport> Waits { get; } = [];

    public List<string> Exchanges { get; } = [];

    /// <summary>All of it as one text.</summary>
    public string Everything => string.Join("\n", Attempts.Select(a => a.ToString()).Concat(Waits.Select(w => w.ToString())).Concat(Exchanges));

    public void OnAttempt(AttemptReport report)
    {
        lock (_lock)
            Attempts.Add(report);
    }

    public void OnWaiting(WaitReport report)
    {
        lock (_lock)
            Waits.Add(report);
    }

    public void OnExchange(string text)
    {
        lock (_lock)
            Exchanges.Add(text);
    }
}
