using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

/// <summary>
/// Sessions that share their pace through a file, as they do in processes of their own, before a gateway of fixed seconds.
/// </summary>
public sealed class MachinePaceTests : IDisposable
{
    private static readonly Uri Tenant = new("https://northwind.api.kandji.io");

    private readonly FakeTimeProvider _clock = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "kandji-pace-" + Guid.NewGuid().ToString("N"));
    private readonly Gateway _gateway = new();

    private string PathOfFile => MachinePace.GetPath(_folder, Tenant);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        else
            File.Delete(_folder);
    }

    [Theory]
    [InlineData(2, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 32)]
    [InlineData(10, 16)]
    public void Sessions_OfOneMachine_AreRefusedNothingAndGetEqualParts(int sessions, int atOnce)
    {
        Session[] all = [.. Enumerable.Range(0, sessions).Select(_ => new Session(this, atOnce))];

        RunFor(20, all);

        int total = all.Sum(session => session.Answered);
        Assert.Equal(0, _gateway.Refused);
        Assert.InRange(total, 20 * 40, 20 * 50);
        Assert.All(all, session => Assert.InRange(session.Answered, 0.6 * total / sessions, 1.5 * total / sessions));
    }

    [Fact]
    public void Sessions_WithoutTheFile_AreRefusedMuch()
    {
        Session[] all = [.. Enumerable.Range(0, 4).Select(_ => new Session(this, 8, shares: false))];

        RunFor(20, all);

        Assert.InRange(_gateway.Refused, 20, int.MaxValue);
    }

    [Fact]
    public void Session_ThatIsAlone_IsAsFastAsWithoutTheFileAndUsesItAFewTimesASecond()
    {
        var without = new Session(this, 16, shares: false);
        RunFor(10, without);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var with = new Session(this, 16);
        RunFor(10, with);

        Assert.Equal(without.Answered, with.Answered);
        Assert.Equal(0, _gateway.Refused);
        Assert.InRange(with.Pace!.Uses, 10, 60);
    }

    [Fact]
    public void Session_ThatSendsManyAtOnce_LooksIntoTheFileFewTimes()
    {
        var session = new Session(this, 34);
        RunFor(0.05, session);

        Assert.Equal(34, session.Left.Count(time => time == session.Left[0]));
        Assert.InRange(session.Pace!.Uses, 1, 5);
    }

    [Fact]
    public void Session_ThatComesLater_SoonGetsItsPart()
    {
        var first = new Session(this, 32);
        var second = new Session(this, 32) { BeginsAfter = 5 };

        RunFor(15, first, second);

        Assert.Equal(0, _gateway.Refused);
        Assert.InRange(second.Left[0], 5, 6.5);
        Assert.InRange(second.Answered, 10 * 20, 10 * 27);
        Assert.InRange(first.Left.Count(time => time is > 7 and < 15), 8 * 20, 8 * 27);
    }

    [Fact]
    public void Session_WithOneRequestNowAndThen_IsNotHeldUpByOneThatSendsAllItCan()
    {
        var busy = new Session(this, 48);
        var seldom = new Session(this, 1) { BeginsAfter = 3, Rest = 2 };

        RunFor(33, busy, seldom);

        Assert.Equal(0, _gateway.Refused);
        Assert.All(seldom.Waits, wait => Assert.InRange(wait.TotalSeconds, 0, 1.4));
        Assert.InRange(busy.Answered, 33 * 43, 33 * 50);
    }

    [Fact]
    public void Session_ThatEndedWithoutAWord_HoldsNobodyUpForLong()
    {
        var killed = new Session(this, 48) { EndsAfter = 3 };
        var other = new Session(this, 32);

        RunFor(13, killed, other);

        Assert.Equal(0, _gateway.Refused);
        Assert.InRange(other.Left.Count(time => time is > 6 and < 13), 7 * 46, 7 * 50);
    }

    [Fact]
    public void Sessions_BesideAClientOfAnotherMachine_AreRefusedLessThanThoseThatDoNotKnowOfEachOther()
    {
        _gateway.Others = 20;
        RunFor(30, [.. Enumerable.Range(0, 3).Select(_ => new Session(this, 16, shares: false))]);
        int refused = _gateway.Refused;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Session[] all = [.. Enumerable.Range(0, 3).Select(_ => new Session(this, 16))];

        RunFor(30, all);

        Assert.InRange(_gateway.Refused - refused, 0, 0.8 * refused);
        Assert.InRange(all.Sum(session => session.Answered), 30 * 20, 30 * 30);
    }

    [Fact]
    public void Refusal_OfOneSession_ClosesTheGateForTheOthers()
    {
        var one = new RateLimiter(_clock, 50, Pace());
        var other = new RateLimiter(_clock, 50, Pace());
        Take(one);
        one.Refused(TimeSpan.FromSeconds(3));

        RateLimitLease lease = Take(other);

        Assert.InRange(lease.Waited.TotalSeconds, 2.9, 3.2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(200)]
    [InlineData(300_000)]
    public void File_ThatHoldsAnythingElse_CountsAsEmpty(int length)
    {
        Directory.CreateDirectory(_folder);
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        File.WriteAllBytes(PathOfFile, noise);
        Session[] two = [new Session(this, 8), new Session(this, 8)];

        RunFor(10, two);

        Assert.Equal(0, _gateway.Refused);
        Assert.All(two, session => Assert.InRange(session.Answered, 150, 300));
    }

    [Fact]
    public void File_ThatWasCutShort_CountsAsEmpty()
    {
        Take(new RateLimiter(_clock, 50, Pace()));
        byte[] whole = File.ReadAllBytes(PathOfFile);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(PathOfFile, whole.AsSpan(0, length).ToArray());
            Assert.Equal(TimeSpan.Zero, Take(new RateLimiter(_clock, 50, Pace())).Waited);
        }
    }

    [Fact]
    public void File_OfATimeThatWasLater_CountsAsEmpty()
    {
        // The machine's clock begins anew when it starts.
        var later = new FakeTimeProvider(_clock.GetUtcNow().AddDays(30));
        var before = new RateLimiter(later, 50, new MachinePace(PathOfFile, later));
        for (int i = 0; i < 49; i++)
            later.Run(() => before.WaitAsync(null, CancellationToken.None).AsTask());

        Assert.Equal(TimeSpan.Zero, Take(new RateLimiter(_clock, 50, Pace())).Waited);
    }

    [Fact]
    public void File_ThatAnotherProcessDoesNotGiveFree_IsWaitedForAMomentAndUsedAgainLater()
    {
        var observer = new RecordingObserver();
        MachinePace pace = Pace();
        var limiter = new RateLimiter(_clock, 50, pace);
        Take(limiter, observer);
        _clock.Advance(TimeSpan.FromSeconds(1));
        using (new FileStream(PathOfFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            RateLimitLease lease = Take(limiter, observer);
            Assert.InRange(lease.Waited.TotalSeconds, 0.2, 0.4);
            Assert.Equal(TimeSpan.Zero, Take(limiter, observer).Waited);
            Assert.Contains("keeps its pace by itself", Assert.Single(observer.Notices));
            Assert.True(pace.IsOff);
        }

        _clock.Advance(TimeSpan.FromSeconds(6));
        int uses = pace.Uses;
        Assert.Equal(TimeSpan.Zero, Take(limiter, observer).Waited);
        Assert.False(pace.IsOff);
        Assert.Equal(uses + 1, pace.Uses);
    }

    [Fact]
    public void File_ThatCannotBeMade_IsToldOnceAndDoneWithout()
    {
        // A file where the folder should be.
        File.WriteAllText(_folder, "");
        var observer = new RecordingObserver();
        var limiter = new RateLimiter(_clock, 50, Pace());

        for (int i = 0; i < 60; i++)
            Take(limiter, observer);

        Assert.Contains("keeps it by itself", Assert.Single(observer.Notices));
        Assert.All(observer.Waits, wait => Assert.InRange(wait.Duration.TotalSeconds, 0, 1.1));
    }

    [Fact]
    public void File_IsReadableForItsOwnerAloneAndHoldsNeitherTenantNorToken()
    {
        Take(new RateLimiter(_clock, 50, Pace()));

        string file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Matches("^[0-9a-f]{24}\\.pace$", Path.GetFileName(file));
        Assert.DoesNotContain("northwind", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(file)));
        Assert.NotEqual(PathOfFile, MachinePace.GetPath(_folder, new Uri("https://contoso.api.kandji.io")));
        Assert.NotEqual(PathOfFile, MachinePace.GetPath(_folder, new Uri("https://northwind.api.kandji.io:444")));
        Assert.Equal(PathOfFile, MachinePace.GetPath(_folder, new Uri("https://NORTHWIND.api.kandji.io/")));
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        }
#endif
    }

    [Fact]
    public void Files_OfTenantsThatWereOfUseOnce_AreRemoved()
    {
        Directory.CreateDirectory(_folder);
        string old = Path.Combine(_folder, "0123.pace"), recent = Path.Combine(_folder, "4567.pace");
        string foreign = Path.Combine(_folder, "x.txt");
        foreach (string file in new[] { old, recent, foreign })
            File.WriteAllText(file, "");
        foreach (string file in new[] { old, foreign })
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-3));

        Take(new RateLimiter(_clock, 50, Pace()));

        Assert.Equal((false, true, true, true), (File.Exists(old), File.Exists(recent), File.Exists(foreign), File.Exists(PathOfFile)));
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "1", true)]
    [InlineData(true, "0", false)]
    [InlineData(true, " Off ", false)]
    [InlineData(true, "false", false)]
    [InlineData(true, "no", false)]
    [InlineData(false, null, false)]
    public void Client_SharesItsPace_UnlessTheOptionOrTheVariableSaysNo(bool option, string? variable, bool shares)
    {
        string? before = Environment.GetEnvironmentVariable(MachinePace.Variable);
        try
        {
            Environment.SetEnvironmentVariable(MachinePace.Variable, variable);
            using var client = new KandjiClient(new KandjiClientOptions
            {
                BaseAddress = TestPipeline.Root,
                Token = TestPipeline.Secure(TestPipeline.Token),
                Handler = new StubHandler(_ => StubResponse.Json("[]")),
                Clock = _clock,
                PaceFolder = _folder,
                SharesPace = option,
            });
            _clock.Run(() => client.CheckTokenAsync());
        }
        finally
        {
            Environment.SetEnvironmentVariable(MachinePace.Variable, before);
        }

        Assert.Equal(shares, Directory.Exists(_folder) && File.Exists(PathOfFile));
    }

    private MachinePace Pace() => new(PathOfFile, _clock);

    private RateLimitLease Take(RateLimiter limiter, RecordingObserver? observer = null)
    {
        RateLimitLease lease = _clock.Run(() => limiter.WaitAsync(observer, CancellationToken.None).AsTask(), stepMilliseconds: 1);
        limiter.Answered(lease, null);
        return lease;
    }

    private double Now() => (_clock.GetUtcNow() - _clock.Start).TotalSeconds;

    private void RunFor(double seconds, params Session[] sessions)
    {
        double end = Now() + seconds;
        foreach (Session session in sessions)
            session.EndsAt = Math.Min(end, Now() + session.EndsAfter);
        _clock.Run(() => Task.WhenAll(sessions.Select(session => session.RunAsync())), stepMilliseconds: 1);
    }

    /// <summary>A session whose requests go on and on, so many at once.</summary>
    private sealed class Session
    {
        private readonly MachinePaceTests _test;
        private readonly RateLimiter _limiter;
        private readonly int _atOnce;
        private readonly double _began;

        public Session(MachinePaceTests test, int atOnce, bool shares = true)
        {
            _test = test;
            _atOnce = atOnce;
            _began = test.Now();
            Pace = shares ? test.Pace() : null;
            _limiter = new RateLimiter(test._clock, 50, Pace);
        }

        public MachinePace? Pace { get; }

        public double BeginsAfter { get; init; }

        public double EndsAfter { get; init; } = double.MaxValue;

        public double EndsAt { get; set; }

        public double Rest { get; init; }

        public int Answered { get; private set; }

        public List<double> Left { get; } = [];

        public List<TimeSpan> Waits { get; } = [];

        public async Task RunAsync()
        {
            if (BeginsAfter > 0)
                await Task.Delay(TimeSpan.FromSeconds(BeginsAfter), _test._clock).ConfigureAwait(false);
            await Task.WhenAll(Enumerable.Range(0, _atOnce).Select(_ => WorkAsync())).ConfigureAwait(false);
        }

        private async Task WorkAsync()
        {
            while (_test.Now() < EndsAt)
            {
                RateLimitLease lease = await _limiter.WaitAsync(null, CancellationToken.None).ConfigureAwait(false);
                Waits.Add(lease.Waited);
                Left.Add(_test.Now() - _began);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _test._clock).ConfigureAwait(false);
                (HttpResponseHeaders headers, bool wasRefused) = _test._gateway.Count(_test.Now());
                await Task.Delay(TimeSpan.FromMilliseconds(50), _test._clock).ConfigureAwait(false);
                _limiter.Answered(lease, headers, wasRefused);
                if (wasRefused)
                    _limiter.Refused(TimeSpan.FromSeconds(1), lease);
                else if (_test.Now() <= EndsAt + 0.1)
                    Answered++;
                if (Rest > 0)
                    await Task.Delay(TimeSpan.FromSeconds(Rest), _test._clock).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets fifty requests through in each second of its clock.</summary>
    private sealed class Gateway
    {
        private long _second = -1;
        private int _used;

        public int Others { get; set; }

        public int Refused { get; private set; }

        public (HttpResponseHeaders Headers, bool WasRefused) Count(double now)
        {
            if ((long)(now + 0.37) != _second)
                (_second, _used) = ((long)(now + 0.37), Others);
            bool refused = _used >= 50;
            if (refused)
                Refused++;
            else
                _used++;
            using var response = new HttpResponseMessage();
            response.Headers.Add("X-RateLimit-Limit-Second", "50");
            response.Headers.Add("X-RateLimit-Remaining-Second", (50 - _used).ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (response.Headers, refused);
        }
    }
}
