using Kandji.PowerShell.Concurrency;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.PowerShell.Tests.Concurrency;

/// <summary>The fan-out without a cmdlet around it: the test's thread is the pipeline's.</summary>
public sealed class FanOutTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PipelineThread _thread = new();
    private readonly List<int> _written = [];
    private readonly List<object?> _failed = [];
    private readonly List<ProgressRecord> _progress = [];
    private bool _isWaiting;

    [Fact]
    public void Add_WhenAnswersComeInReverse_WritesThemInOrder()
    {
        FanOut<int> fanOut = Reads(width: 4);
        TaskCompletionSource<int>[] answers = Answers(4);
        foreach (var answer in answers)
            fanOut.Add("target", _ => answer.Task);
        for (int i = 3; i >= 0; i--)
            answers[i].SetResult(i);

        fanOut.Finish();

        Assert.Equal([0, 1, 2, 3], _written);
    }

    [Fact]
    public void Add_WhenTheFirstAnswerIsThere_WritesItBeforeTheOthersAre()
    {
        FanOut<int> fanOut = Reads(width: 4);
        TaskCompletionSource<int>[] answers = Answers(3);
        answers[0].SetResult(0);

        foreach (var answer in answers)
            fanOut.Add("target", _ => answer.Task);

        Assert.Equal([0], _written);
    }

    [Fact]
    public void Add_OfMany_NeverHasMoreUnderWayThanItsWidthAndReachesIt()
    {
        int running = 0, most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FanOut<int> fanOut = Reads(width: 5);
        for (int i = 0; i < 60; i++)
        {
            int number = i;
            fanOut.Add(number, async _ =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 5)
                    full.TrySetResult();
                await full.Task;
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return number;
            });
        }
        fanOut.Finish();

        Assert.Equal(Enumerable.Range(0, 60), _written);
        Assert.Equal(5, most);
    }

    [Fact]
    public void Add_WhenOneFails_ReportsItInItsPlaceAndGoesOn()
    {
        FanOut<int> fanOut = Reads(width: 2);
        fanOut.Add("a", _ => Task.FromResult(1));
        fanOut.Add("b", _ => Task.FromException<int>(new InvalidOperationException("no")));
        fanOut.Add("c", Task<int> (_) => throw new InvalidOperationException("not even started"));
        fanOut.Add("d", _ => Task.FromResult(4));

        fanOut.Finish();

        Assert.Equal([1, 4], _written);
        Assert.Equal(["b", "c"], _failed);
    }

    [Fact]
    public void Add_WhenThousandsFailAtOnce_DoesNotRunOutOfStack()
    {
        FanOut<int> fanOut = Reads(width: 16);
        for (int i = 0; i < 20_000; i++)
            fanOut.Add(i, _ => Task.FromException<int>(new InvalidOperationException("no")));

        fanOut.Finish();

        Assert.Equal(20_000, _failed.Count);
    }

    [Fact]
    public void Write_WhenNobodyWantsMore_CancelsWhatIsUnderWayAndAsksForNothingElse()
    {
        int started = 0;
        var tokens = new List<CancellationToken>();
        var enough = new FanOut<int>(Host(), "Reading", 3, changes: false, _ => throw new StopException());
        TaskCompletionSource<int>[] answers = Answers(5);

        Assert.Throws<StopException>(() =>
        {
            foreach (var answer in answers)
            {
                enough.Add("target", token =>
                {
                    started++;
                    tokens.Add(token);
                    return answer.Task;
                });
            }
            answers[0].SetResult(0);
            enough.Finish();
        });

        int startedByThen = started;
        answers[1].SetResult(1);
        answers[2].SetResult(2);
        Assert.InRange(startedByThen, 3, 4);
        Assert.Equal(startedByThen, started);
        Assert.All(tokens, token => Assert.True(token.IsCancellationRequested));
    }

    [Fact]
    public async Task Write_WhenWhatWasPostedThrowsBetweenPages_ThrowsThatAndEndsTheListOnceItCan()
    {
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<int> List()
        {
            try
            {
                yield return 1;
                yield return await second.Task;
            }
            finally
            {
                ended.SetResult();
            }
        }
        var fanOut = new FanOut<int>(Host(), "Reading", 1, changes: false, item =>
        {
            _written.Add(item);
            _thread.Post(() => throw new StopException());
        });

        Assert.Throws<StopException>(() => fanOut.Add("target", _ => List()));

        Assert.Equal([1], _written);
        second.SetResult(2);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Stop_WhenRequestsWait_EndsTheWaitForThoseNeverStarted()
    {
        FanOut<int> fanOut = Reads(width: 2);
        for (int i = 0; i < 2; i++)
        {
            fanOut.Add("running", async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            });
        }
        _stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            fanOut.Add("never started", _ => Task.FromResult(1));
            fanOut.Finish();
        });
        Assert.Empty(_written);
    }

    [Fact]
    public void Change_OneAtATime_IsWrittenBeforeTheNextIsSent()
    {
        var story = new List<string>();
        var fanOut = new FanOut<int>(Host(), "Changing", 1, changes: true, number => story.Add("wrote " + number));
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            fanOut.Add(number, async _ =>
            {
                lock (story)
                    story.Add("sent " + number);
                await Task.Yield();
                return number;
            });
        }
        fanOut.Finish();

        Assert.Equal(["sent 0", "wrote 0", "sent 1", "wrote 1", "sent 2", "wrote 2"], story);
    }

    [Fact]
    public void Add_OfAList_WritesItemsAsTheyComeOnceItsTurnHasCome()
    {
        FanOut<int> fanOut = Reads(width: 2);
        fanOut.Add("first", _ => Numbers(1, 3));
        fanOut.Add("second", _ => Numbers(4, 2));
        fanOut.Add("none", _ => Numbers(0, 0));
        fanOut.Finish();

        Assert.Equal([1, 2, 3, 4, 5], _written);
    }

    [Fact]
    public void Progress_WithinASecond_ShowsNothing()
    {
        FanOut<int> fanOut = Reads(width: 2);
        fanOut.Add("a", _ => Task.FromResult(1));
        _clock.Advance(TimeSpan.FromSeconds(0.99));
        fanOut.Add("b", _ => Task.FromResult(2));
        fanOut.Finish();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _thread.RunPosted();

        Assert.Empty(_progress);
    }

    [Fact]
    public void Progress_AfterASecond_TellsDoneFailedRateAndTimeLeft()
    {
        FanOut<int> fanOut = Reads(width: 2);
        fanOut.Expect(8);
        fanOut.Add("a", _ => Task.FromResult(1));
        fanOut.Add("b", _ => Task.FromException<int>(new InvalidOperationException("no")));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _thread.RunPosted();

        ProgressRecord shown = Assert.Single(_progress);
        Assert.Equal("Reading", shown.Activity);
        Assert.Equal("2 of 8 done, 1 failed, 2 a second", shown.StatusDescription);
        Assert.Equal((25, 3), (shown.PercentComplete, shown.SecondsRemaining));

        for (int i = 2; i < 8; i++)
            fanOut.Add(i, _ => Task.FromResult(1));
        fanOut.Finish();
        Assert.Equal(ProgressRecordType.Completed, _progress[^1].RecordType);
    }

    [Fact]
    public void Progress_WhileRequestsWait_TellsNeitherRateNorTimeLeft()
    {
        FanOut<int> fanOut = Reads(width: 2);
        fanOut.Expect(8);
        fanOut.Add("a", _ => Task.FromResult(1));
        _isWaiting = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        _thread.RunPosted();

        ProgressRecord shown = Assert.Single(_progress);
        Assert.Equal("1 of 8 done, 0 failed, waiting", shown.StatusDescription);
        Assert.Equal(-1, shown.SecondsRemaining);

        _isWaiting = false;
        _clock.Advance(TimeSpan.FromSeconds(1));
        _thread.RunPosted();
        Assert.Equal("1 of 8 done, 0 failed, 0.5 a second", _progress[^1].StatusDescription);
        Assert.Equal(14, _progress[^1].SecondsRemaining);
    }

    [Fact]
    public void Add_WhenTheRunIsLong_TakesInWhatComesSoThatTheTotalIsKnown()
    {
        FanOut<int> fanOut = Reads(width: 2);
        TaskCompletionSource<int>[] answers = Answers(50);
        fanOut.Add(0, _ => answers[0].Task);
        _clock.Advance(TimeSpan.FromSeconds(1));

        // Nothing is answered: without a long intake the fourth would wait for the first for ever.
        for (int i = 1; i < 50; i++)
        {
            int number = i;
            fanOut.Add(i, _ => answers[number].Task);
        }
        for (int i = 0; i < 50; i++)
            answers[i].SetResult(i);
        fanOut.Finish();

        Assert.Equal(Enumerable.Range(0, 50), _written);
    }

    private FanOut<int> Reads(int width) => new(Host(), "Reading", width, changes: false, _written.Add);

    private FanOutHost Host() => new()
    {
        Thread = _thread,
        Guard = Guard,
        WriteProgress = _progress.Add,
        Clock = _clock,
        StopToken = _stop.Token,
        IsWaiting = () => _isWaiting,
    };

    private bool Guard(object? target, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (InvalidOperationException)
        {
            _failed.Add(target);
            return false;
        }
    }

    private static TaskCompletionSource<int>[] Answers(int count) =>
        Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();

    private static async IAsyncEnumerable<int> Numbers(int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return from + i;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private sealed class StopException : Exception;
}
