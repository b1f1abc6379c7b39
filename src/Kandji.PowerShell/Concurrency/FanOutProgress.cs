using System.Globalization;

namespace Kandji.PowerShell.Concurrency;

/// <summary>
/// The progress of many requests as one bar: how many are done, how many failed, how many a second, and the time left where the number of
/// them all is known. While requests wait there is neither a rate nor a time left. It shows
/// nothing for the first second, so that a short command leaves the screen alone.
/// </summary>
internal sealed class FanOutProgress
{
    private const int ActivityId = 7000;
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly FanOutHost _host;
    private readonly string _activity;
    private readonly long _started;
    private readonly ITimer _timer;
    private int _done;
    private int _failed;
    private int _isPosted;

    public FanOutProgress(FanOutHost host, string activity, CancellationToken stop)
    {
        _host = host;
        _activity = activity;
        _started = host.Clock.GetTimestamp();
        _timer = host.Clock.CreateTimer(_ => Tick(), null, InitialDelay, Interval);
        stop.Register(_timer.Dispose);
    }

    /// <summary>How many things have been asked for.</summary>
    public int Added { get; set; }

    /// <summary>How many there will be in all; null as long as that is not known.</summary>
    public int? Total { get; set; }

    /// <summary>
    /// Indicates whether what is done tells how long the rest takes. It does not where devices are waited for: they answer when they like.
    /// </summary>
    public bool HasRate { get; init; } = true;

    /// <summary>Indicates whether the bar is on the screen.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Counts one thing that has ended.</summary>
    public void Count(bool succeeded)
    {
        _done++;
        if (!succeeded)
            _failed++;
    }

    /// <summary>Takes the bar off the screen.</summary>
    public void Complete()
    {
        _timer.Dispose();
        if (IsShown)
            _host.WriteProgress(new ProgressRecord(ActivityId, _activity, Status(Elapsed)) { RecordType = ProgressRecordType.Completed });
        IsShown = false;
    }

    private TimeSpan Elapsed => _host.Clock.GetElapsedTime(_started);

    // The timer runs on any thread; only the pipeline's may show something. A tick that is still to be shown is enough.
    private void Tick()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
            _host.Thread.Post(Show);
    }

    private void Show()
    {
        Volatile.Write(ref _isPosted, 0);
        if (_done == Total)
            return;
        IsShown = true;
        TimeSpan elapsed = Elapsed;
        var record = new ProgressRecord(ActivityId, _activity, Status(elapsed));
        if (Total is { } total and > 0)
        {
            record.PercentComplete = Math.Min(100, (int)(100L * _done / total));
            if (_done > 0 && HasRate && !_host.IsWaiting())
                record.SecondsRemaining = (int)Math.Min(int.MaxValue, Math.Ceiling(elapsed.TotalSeconds / _done * (total - _done)));
        }
        _host.WriteProgress(record);
    }

    private string Status(TimeSpan elapsed)
    {
        string done = Total is { } total
            ? string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} done", _done, total)
            : string.Format(CultureInfo.CurrentCulture, "{0:N0} done", _done);
        string failed = string.Format(CultureInfo.CurrentCulture, "{0}, {1:N0} failed", done, _failed);
        // A rate that goes down while nothing is sent, and a time left that follows from it, would say nothing of the requests.
        if (!HasRate || _host.IsWaiting())
            return HasRate ? failed + ", waiting" : failed;
        double rate = elapsed > TimeSpan.Zero ? _done / elapsed.TotalSeconds : 0;
        return string.Format(CultureInfo.CurrentCulture, "{0}, {1:0.#} a second", failed, rate);
    }
}
