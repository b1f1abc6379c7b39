using Kandji.Client.Http;
using Kandji.PowerShell.Concurrency;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.PowerShell.Tests.Concurrency;

public sealed class WaitProgressTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<ProgressRecord> _shown = [];
    private readonly List<string> _warnings = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly WaitProgress _display;

    public WaitProgressTests() => _display = new WaitProgress(_clock, action => action(), _shown.Add, _warnings.Add, _stop.Token);

    [Fact]
    public void Begin_OfAShortWait_ShowsNothing()
    {
        _display.Begin(Wait(0.9));

        Assert.Empty(_shown);
    }

    [Fact]
    public void Begin_OfALongerWait_CountsDownUntilItIsOver()
    {
        _display.Begin(Wait(10));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(4));
        _display.AttemptEnded();
        Assert.Equal((5, 50), (_shown[^1].SecondsRemaining, _shown[^1].PercentComplete));
        Assert.Contains("the rate limit", _shown[^1].StatusDescription);

        _clock.Advance(TimeSpan.FromSeconds(5));
        _display.AttemptEnded();

        Assert.Equal(ProgressRecordType.Completed, _shown[^1].RecordType);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Begin_OfManyWaitsForTheSame_WarnsOnce()
    {
        for (int i = 0; i < 16; i++)
            _display.Begin(Wait(1800));

        Assert.Equal("Waiting 30 min for the rate limit. Ctrl+C stops.", Assert.Single(_warnings));
        Assert.Single(_shown);
    }

    [Fact]
    public void Begin_OfAWaitBehindTheFirst_LengthensTheBar()
    {
        _display.Begin(Wait(10));
        _display.Begin(Wait(20));

        Assert.Equal(20, _shown[^1].SecondsRemaining);
    }

    [Fact]
    public void Begin_OfShortWaitsInARow_ShowsThemAfterSecondsAndWarnsOnceAfterAMinute()
    {
        _display.ProgressThreshold = TimeSpan.FromSeconds(5);
        var shownAfter = new List<int>();
        for (int second = 0; second < 600; second++)
        {
            _display.Begin(Wait(1) with { Waited = TimeSpan.FromSeconds(second) });
            if (_shown.Count > 0 && shownAfter.Count == 0)
                shownAfter.Add(second);
            Assert.Equal(second < 59 ? 0 : 1, _warnings.Count);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([4], shownAfter);
        Assert.Equal("Waiting 1 s for the rate limit, 59 s so far. Ctrl+C stops.", Assert.Single(_warnings));
    }

    [Fact]
    public void Begin_OfASecondRow_WarnsOfThatToo()
    {
        for (int row = 0; row < 3; row++)
        {
            for (int second = 0; second < 120; second++)
            {
                _display.Begin(Wait(1) with { Waited = TimeSpan.FromSeconds(second) });
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
            _clock.Advance(TimeSpan.FromSeconds(10));
            _display.AttemptEnded();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(3, _warnings.Count);
    }

    [Fact]
    public void Begin_OfALongWaitAfterShortOnes_WarnsOfIt()
    {
        _display.Begin(Wait(60) with { Waited = TimeSpan.FromSeconds(10) });
        _clock.Advance(TimeSpan.FromSeconds(60));
        _display.Begin(Wait(60) with { Waited = TimeSpan.FromSeconds(70) });
        Assert.Single(_warnings);

        _display.Begin(Wait(1800) with { Waited = TimeSpan.FromSeconds(70) });

        Assert.Equal(2, _warnings.Count);
        Assert.Contains("30 min", _warnings[1]);
    }

    [Fact]
    public void Stop_EndsTheCountdown()
    {
        _display.Begin(Wait(10));
        _stop.Cancel();
        int shown = _shown.Count;

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(shown, _shown.Count);
    }

    public void Dispose() => _stop.Dispose();

    private static WaitReport Wait(double seconds) => new("the rate limit", TimeSpan.FromSeconds(seconds), true);
}
