using System.Globalization;
using Kandji.Client.Http;

namespace Kandji.Automation.Health;

/// <summary>Counts the requests of a test, and says when one more list would be too much.</summary>
internal sealed class RequestBudget(int most, IRequestObserver? inner) : IRequestObserver
{
    private int _used;
    private int _planned;

    /// <summary>How many requests were sent, each attempt counted.</summary>
    public int Used => Volatile.Read(ref _used);

    /// <summary>How many are left.</summary>
    public int Left => Math.Max(0, most - Used - Volatile.Read(ref _planned));

    /// <summary>Indicates whether more requests were sent than the test may take.</summary>
    public bool IsExceeded => Used > most;

    /// <inheritdoc/>
    public bool WantsExchanges => inner?.WantsExchanges == true;

    /// <summary>Plans a list, or one thing of many. <see cref="Done"/> is called when it was read.</summary>
    /// <param name="requests">How many requests it takes.</param>
    /// <param name="left">What is left of the tenant's hour; null where it is not known.</param>
    /// <returns>Why it is too much; null where it is not.</returns>
    public string? Plan(int requests, int? left)
    {
        string Takes(string more) => string.Format(CultureInfo.InvariantCulture, more, requests, requests == 1 ? "request" : "requests",
            most, Left, left);
        if (requests > Left)
            return Takes("It takes about {0:N0} {1}, and -MaxRequest, {2:N0}, leaves {3:N0}.");
        if (requests > left)
            return Takes("It takes about {0:N0} {1}, and {4:N0} are left of the tenant's hour.");
        Interlocked.Add(ref _planned, requests);
        return null;
    }

    /// <summary>Takes back what was planned: what was sent is counted by itself.</summary>
    public void Done(int requests) => Interlocked.Add(ref _planned, -requests);

    /// <summary>The reason of a list that was broken off.</summary>
    public string BrokenOff => string.Format(
        CultureInfo.InvariantCulture, "It took more requests than expected, and was broken off at -MaxRequest, {0:N0}.", most);

    /// <inheritdoc/>
    public void OnAttempt(AttemptReport report)
    {
        Interlocked.Increment(ref _used);
        inner?.OnAttempt(report);
    }

    /// <inheritdoc/>
    public void OnWaiting(WaitReport report) => inner?.OnWaiting(report);

    /// <inheritdoc/>
    public void OnNotice(string text) => inner?.OnNotice(text);

    /// <inheritdoc/>
    public void OnExchange(string text) => inner?.OnExchange(text);
}
