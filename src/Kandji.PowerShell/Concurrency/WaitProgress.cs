using System.Globalization;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Concurrency;

/// <summary>
/// Shows that requests wait, for what and for how much longer: one bar, however many requests wait for the same thing, and one warning when
/// it takes minutes, in one wait or in many short ones without success between them. Its methods may be called from any thread.
/// </summary>
internal sealed class WaitProgress
{
    private const int Activity = 7001;

    private static readonly TimeSpan WarningThreshold = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly Action<Action> _post;
    private readonly Action<ProgressRecord> _show;
    private readonly Action<string> _warn;
    private DateTimeOffset _since;
    private DateTimeOffset? _until;
    private DateTimeOffset _warnedUntil;
    private TimeSpan _warnedOf;
    private string _reason = "";
    private ITimer? _second;

    /// <summary>Makes a display.</summary>
    /// <param name="clock">The clock that the waits go by.</param>
    /// <param name="post">Does something on the pipeline's thread, which alone may show and warn.</param>
    /// <param name="show">Writes a progress record.</param>
    /// <param name="warn">Writes a warning.</param>
    /// <param name="stop">Is cancelled when the command has ended.</param>
    public WaitProgress(TimeProvider clock, Action<Action> post, Action<ProgressRecord> show, Action<string> warn, CancellationToken stop)
    {
        _clock = clock;
        _post = post;
        _show = show;
        _warn = warn;
        _stop = stop;
        stop.Register(End);
    }

    /// <summary>
    /// The shortest wait that is shown: a second. More where many requests are under way and have a bar of their own: there, each waits its
    /// turn for a second or so all the time.
    /// </summary>
    public TimeSpan ProgressThreshold { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Indicates whether a wait is shown that is not over.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate)
                return _until is { } until && _clock.GetUtcNow() < until;
        }
    }

    /// <summary>A request begins to wait.</summary>
    public void Begin(WaitReport wait)
    {
        // Short waits in a row, each for the same, are one long wait.
        if (wait.Waited + wait.Duration < ProgressThreshold)
            return;
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset since = now - wait.Waited;
        DateTimeOffset until = now + wait.Duration;
        lock (_gate)
        {
            bool warns = IsWorthAWarning(wait, since, until);
            if (until <= _until + Same && !warns)
                return;
            if (_until is null || since < _since)
                _since = since;
            if (_until is null || until > _until)
                _until = until;
            _reason = wait.Reason;
            if (warns)
            {
                _warnedUntil = until;
                _warnedOf = wait.Duration;
                string before = wait.Waited > TimeSpan.Zero ? $", {FormatDuration(wait.Waited)} so far" : "";
                string text = $"Waiting {FormatDuration(wait.Duration)} for {wait.Reason}{before}. Ctrl+C stops.";
                _post(() => _warn(text));
            }
            if (_second is null && !_stop.IsCancellationRequested)
                _second = _clock.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
        Tick();
    }

    // Once for a row of waits, and again only where it will take much longer than was said.
    private bool IsWorthAWarning(WaitReport wait, DateTimeOffset since, DateTimeOffset until)
    {
        if (wait.Waited + wait.Duration < WarningThreshold || until <= _warnedUntil + Same)
            return false;
        bool wasSaid = wait.Waited > TimeSpan.Zero && since <= _warnedUntil;
        return !wasSaid || (wait.Duration >= WarningThreshold && wait.Duration >= _warnedOf + _warnedOf);
    }

    /// <summary>A request was answered: when the time is over, so is the wait.</summary>
    public void AttemptEnded()
    {
        lock (_gate)
        {
            if (_until is null || _clock.GetUtcNow() < _until)
                return;
            End();
        }
        _post(() => _show(new ProgressRecord(Activity, "Kandji", "Waited") { RecordType = ProgressRecordType.Completed }));
    }

    /// <summary>A duration as people say it: <c>7 s</c>, <c>12 min</c>.</summary>
    public static string FormatDuration(TimeSpan span) =>
        span.TotalSeconds < 90
            ? string.Format(CultureInfo.CurrentCulture, "{0:0.#} s", span.TotalSeconds)
            : string.Format(CultureInfo.CurrentCulture, "{0:0} min", span.TotalMinutes);

    private void Tick()
    {
        ProgressRecord record;
        lock (_gate)
        {
            if (_until is not { } until)
                return;
            TimeSpan left = until - _clock.GetUtcNow();
            double part = 1 - (left.TotalSeconds / Math.Max(1, (until - _since).TotalSeconds));
            record = new ProgressRecord(Activity, "Kandji", "Waiting for " + _reason)
            {
                SecondsRemaining = Math.Max(0, (int)Math.Ceiling(left.TotalSeconds)),
                PercentComplete = (int)(Math.Min(1, Math.Max(0, part)) * 100),
            };
        }
        _post(() => _show(record));
    }

    private void End()
    {
        lock (_gate)
        {
            _until = null;
            _second?.Dispose();
            _second = null;
        }
    }
}
