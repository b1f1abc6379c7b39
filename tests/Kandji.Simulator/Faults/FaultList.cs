namespace Kandji.Simulator;

/// <summary>The faults to come, and the requests that they happen to.</summary>
public sealed class FaultList
{
    private static readonly Fault[] Usual =
    [
        Fault.Status(500), Fault.Status(502), Fault.HtmlPage(503), Fault.ResetBeforeResponse(), Fault.Status(429, retryAfter: "0"),
    ];

    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];

    /// <summary>Requests that got a fault so far.</summary>
    public int Hits { get; private set; }

    /// <summary>Requests that were left without an answer so far.</summary>
    public int Hangs { get; private set; }

    /// <summary>
    /// Adds a fault. When several are for one request, the one added first that is not used up counts, but
    /// <see cref="Fault.Before"/> and <see cref="Fault.SlowFirstByte"/> leave room for another.
    /// </summary>
    /// <param name="match">Which requests.</param>
    /// <param name="fault">The fault that happens to them.</param>
    /// <param name="times">To how many of them; then they are answered as usual.</param>
    /// <param name="after">How many of them are answered as usual first.</param>
    /// <returns>Takes the fault away when disposed.</returns>
    public IDisposable Add(RequestMatch match, Fault fault, int times = int.MaxValue, int after = 0)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(fault);
        return Add(new Rule(match, _ => fault, times, after));
    }

    /// <summary>Adds faults one after the other: the first request that matches gets the first, and so on.</summary>
    public IDisposable AddSequence(RequestMatch match, params IReadOnlyList<Fault> faults) =>
        Add(new Rule(match, hit => faults[hit], faults.Count, 0));

    /// <summary>Lets a part of all requests go wrong, in the ways that networks and gateways have.</summary>
    /// <param name="rate">From 0 to 1.</param>
    /// <param name="seed">The same seed hits the same requests, counted in the order they come.</param>
    /// <param name="faults">The faults to choose from; without any, the usual ones, none of which executes the request.</param>
    public IDisposable Random(double rate, int seed = 1, params IReadOnlyList<Fault> faults)
    {
        var from = faults.Count > 0 ? faults : Usual;
        var random = new Random(seed);
        return Add(new Rule(RequestMatch.Any, _ => random.NextDouble() < rate ? from[random.Next(from.Count)] : null, int.MaxValue, 0));
    }

    /// <summary>Takes all faults away.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal List<Fault> Take(RequestEntry entry)
    {
        var faults = new List<Fault>(0);
        lock (_gate)
        {
            foreach (var rule in _rules)
            {
                if (rule.Take(entry) is not { } fault)
                    continue;
                faults.Add(fault);
                if (fault is not (RequestFault or DelayFault))
                    break;
            }

            if (faults.Count > 0)
                Hits++;
            if (faults.Exists(fault => fault is HangFault or StatusFault { Code: < 200 }))
                Hangs++;
        }

        return faults;
    }

    private Removal Add(Rule rule)
    {
        lock (_gate)
            _rules.Add(rule);
        return new Removal(this, rule);
    }

    private void Remove(Rule rule)
    {
        lock (_gate)
            _rules.Remove(rule);
    }

    private sealed class Rule(RequestMatch match, Func<int, Fault?> fault, int times, int after)
    {
        private int _seen;
        private int _hits;

        public Fault? Take(RequestEntry entry)
        {
            if (_hits >= times || !match.Matches(entry) || _seen++ < after)
                return null;
            var taken = fault(_hits);
            if (taken is not null)
                _hits++;
            return taken;
        }
    }

    private sealed class Removal(FaultList list, Rule rule) : IDisposable
    {
        public void Dispose() => list.Remove(rule);
    }
}
