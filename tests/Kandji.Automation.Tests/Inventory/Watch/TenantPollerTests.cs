using Kandji.Automation.Inventory;
using Kandji.Automation.Inventory.Watch;
using Kandji.Client.Http;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>The stream of what happens: each once, until it counts as given, through failures of the tenant.</summary>
public sealed class TenantPollerTests : IAsyncLifetime
{
    private WatchScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await WatchScene.StartAsync(devices: 40);
        _scene.RoundClock = new AutoAdvanceTimeProvider();
        _scene.IsBaseline = true;
        new StoreFolder(_scene.Folder.Path).Create();
        new StoreFolder(_scene.QueuePath).Create();
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Read_FirstTime_BeginsTheAuditLogNowAndGivesWhatHappensAfterwardsOnce()
    {
        _scene.AddEvent(DateTimeOffset.UtcNow.AddMinutes(-5));
        var expected = new List<string>();
        _scene.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(entry =>
        {
            // Of one and the same microsecond, one in each round, the first while the log is read for the first time.
            if (expected.Count < 4)
                expected.Add(_scene.AddEvent(_at));
        }));

        List<string> given = await ReadAsync(count: 4);

        Assert.Equal(expected, given);
    }

    private readonly DateTimeOffset _at = DateTimeOffset.UtcNow.AddMinutes(1);

    [Fact]
    public async Task Read_EventsThatArriveWithinTheOverlap_AreGivenOnceAcrossStarts()
    {
        await ReadAsync(rounds: 2);
        string first = _scene.AddEvent(DateTimeOffset.UtcNow.AddMinutes(2));
        Assert.Equal([first], await ReadAsync(rounds: 2));
        string late = _scene.AddEvent(DateTimeOffset.UtcNow.AddMinutes(-3));

        Assert.Equal([late], await ReadAsync(rounds: 3));
        Assert.Empty(await ReadAsync(rounds: 2));
    }

    [Fact]
    public async Task Read_ChangesThatWereNotAskedOnFor_AreGivenAgainWithTheSameIds()
    {
        await ReadAsync(rounds: 1);
        foreach (SimulatedDevice device in _scene.Tenant.State.Devices.Take(3))
            device.AssetTag = "A-1";

        List<string> first = await ReadAsync(count: 3);
        List<string> again = await ReadAsync(count: 3, isTaken: true);

        Assert.Equal(first, again);
        Assert.Empty(await ReadAsync(rounds: 2));
    }

    [Fact]
    public async Task Read_ManyEventsThatPileUp_GivesThemAllAndKeepsFewIds()
    {
        await ReadAsync(rounds: 2);
        // As if nobody had read since.
        DateTimeOffset then = DateTimeOffset.UtcNow.AddMinutes(-1800);
        string host = AuditCursorFile.Load(_scene.CursorPath, host: null).Host;
        File.Delete(_scene.CursorPath);
        await new AuditCursorFile { Host = host }.SaveAsync(
            _scene.CursorPath, new AuditPosition { Newest = then.UtcDateTime }, isTaken: true, TimeProvider.System,
            TestContext.Current.CancellationToken);
        _scene.Tenant.State.AuditEvents.Clear();
        List<string> expected = [];
        for (int i = 0; i < 1800; i++)
            expected.Add(_scene.AddEvent(then.AddMinutes(i)));

        List<string> given = await ReadAsync(rounds: 2);

        Assert.Equal(expected, given);
        Assert.True(new FileInfo(_scene.CursorPath).Length < 5000);
    }

    [Fact]
    public async Task Read_WhenAPageOfTheLogFailsInTheMiddle_GivesTheRestWithTheNextRound()
    {
        await ReadAsync(rounds: 2);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        List<string> expected = Enumerable.Range(0, 1200).Select(i => _scene.AddEvent(now.AddSeconds(i))).ToList();
        using IDisposable fault = _scene.Tenant.Faults.Add(
            (RequestMatch)"GET /api/v1/audit/events", Fault.Status(500), times: 12, after: 2);

        List<string> given = await ReadAsync(count: 1200);

        Assert.Equal(expected, given);
        Assert.Contains(_scene.Warnings, warning => warning.StartsWith("Reading the audit log failed", StringComparison.Ordinal));
        Assert.Equal(1, _scene.Warnings.Count(warning => warning.Contains("failed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("GET /api/v1/devices", 401, KandjiErrorKind.Unauthorized)]
    [InlineData("GET /api/v1/devices", 403, KandjiErrorKind.Forbidden)]
    [InlineData("GET /api/v1/audit/events", 401, KandjiErrorKind.Unauthorized)]
    [InlineData("GET /api/v1/audit/events", 403, KandjiErrorKind.Forbidden)]
    public async Task Read_WhenTheTokenIsRefusedOrMayNot_Ends(string request, int status, KandjiErrorKind kind)
    {
        _scene.Tenant.Faults.Add((RequestMatch)request, Fault.Status(status), after: 3);

        KandjiApiException e = await Assert.ThrowsAsync<KandjiApiException>(() => ReadAsync(rounds: 10));

        Assert.Equal(kind, e.Kind);
    }

    [Fact]
    public async Task Read_WhenTheTenantCannotBeReadForAWhile_WarnsOnceAndLosesNothing()
    {
        await ReadAsync(rounds: 2);
        _scene.Tenant.State.Devices.First().AssetTag = "A-1";
        string found = _scene.AddEvent();
        _scene.Tenant.Faults.Add(RequestMatch.Any, Fault.ResetBeforeResponse(), times: 40);

        List<string> given = await ReadAsync(count: 2);

        Assert.Contains(found, given);
        Assert.Equal(2, _scene.Warnings.Count(warning => warning.Contains("failed", StringComparison.Ordinal)));
        Assert.Contains("Reading the devices works again.", _scene.Warnings);
    }

    [Fact]
    public async Task Read_WhenAThirdIsMissing_SaysSoOnceAndGoesOnWithTheRest()
    {
        await ReadAsync(rounds: 1);
        foreach (SimulatedDevice device in _scene.Tenant.State.Devices.Take(20).ToArray())
            _scene.Tenant.State.Devices.Remove(device.Id);
        string found = _scene.AddEvent();

        Assert.Equal([found], await ReadAsync(rounds: 4));

        Assert.Equal("KandjiTooManyRemoved", Assert.Single(_scene.Failures).Id);
    }

    [Fact]
    public async Task Read_WhileAnotherRunIsUnderWay_WaitsForItAndGivesNothingTwice()
    {
        await ReadAsync(rounds: 1);
        _scene.Tenant.State.Devices.First().AssetTag = "A-1";
        InventoryStore other = await _scene.Folder.OpenStoreAsync(_scene.Client.Identity.Host);
        int rounds = 0;
        _scene.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ =>
        {
            if (++rounds == 2)
                other.Dispose();
        }));

        List<string> given = await ReadAsync(rounds: 6);

        Assert.Single(given);
        Assert.Contains(_scene.Warnings, warning => warning.Contains("waits for another run", StringComparison.Ordinal));
        Assert.Empty(_scene.Folder.Pending());
    }

    [Fact]
    public async Task Read_WhileTheClockIsSet_GoesOnWithItsRoundsAndLosesNothing()
    {
        var clock = new JumpingClock();
        _scene.RoundClock = clock;
        await ReadAsync(rounds: 1);
        var expected = new List<string>();
        int round = 0;
        TimeSpan[] jumps = [TimeSpan.FromDays(-400), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(4000), TimeSpan.Zero];
        _scene.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(entry =>
        {
            if (round == jumps.Length || !IsFirstPage(entry))
                return;
            clock.Offset = jumps[round];
            SimulatedDevice device = _scene.Tenant.State.Devices.ElementAt(round);
            device.AssetTag = $"A-{round++}";
            expected.Add(device.Id);
        }));

        List<string> given = await ReadAsync(count: jumps.Length, isTaken: true);

        Assert.Equal(jumps.Length, given.Distinct().Count());
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(_scene.Folder.Path));
        StoredState state = store.Find(InventoryKind.Device)!;
        List<JournalFrame> frames = store.ReadFrames(InventoryKind.Device, state);
        Assert.Equal(frames.OrderBy(frame => frame.At).Select(frame => frame.Run), frames.Select(frame => frame.Run));
    }

    // The ids of what is given, until there are so many, or so many rounds have been made.
    private async Task<List<string>> ReadAsync(int count = int.MaxValue, int rounds = int.MaxValue, bool isTaken = false)
    {
        var given = new List<string>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        int begun = 0;
        using IDisposable counting = _scene.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(entry =>
        {
            // A list may take further pages.
            if (IsFirstPage(entry) && ++begun > rounds)
                stop.Cancel();
        }));
        try
        {
            await foreach (WatchBatch batch in _scene.NewPoller().ReadAsync(stop.Token))
            {
                if (given.Count >= count)
                    return given;
                given.AddRange(batch.Entries.Select(entry => entry.Event?.Id ?? entry.Change!.Id));
                if (given.Count >= count && !isTaken)
                    return given;
                if (given.Count >= count)
                    rounds = begun;
            }
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException)
        {
            Assert.True(begun > rounds, "It took too long.");
        }
        return given;
    }

    private static bool IsFirstPage(RequestEntry entry) => !entry.Query.Contains("offset=", StringComparison.Ordinal)
        || entry.Query.Contains("offset=0", StringComparison.Ordinal);
}
