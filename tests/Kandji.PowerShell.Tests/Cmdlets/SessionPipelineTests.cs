using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Tests.Cmdlets;

public sealed class SessionPipelineTests : IDisposable
{
    private const int MaxWaiting = 100;

    private readonly PipelineThread _thread = new();
    private readonly CancellationTokenSource _closed = new();

    [Fact]
    public void Parts_OnThreadsOfTheirOwn_WriteInTheirOrderAndAskInBetween()
    {
        var written = new List<(int Part, int Number)>();
        var seen = new List<int>();
        Task[] parts = Enumerable.Range(0, 3).Select(part => Task.Run(() =>
        {
            var pipeline = new SessionPipeline(_thread.Post, _closed.Token);
            for (int i = 0; i < 2000; i++)
            {
                int number = i;
                pipeline.Write(() => written.Add((part, number)));
                if (i % 7 == 0)
                    pipeline.Run(() => seen.Add(written.Count(one => one.Part == part) - number));
            }
            pipeline.Flush();
        })).ToArray();
        _thread.Await(Task.WhenAll(parts));

        for (int part = 0; part < 3; part++)
            Assert.Equal(Enumerable.Range(0, 2000), written.Where(one => one.Part == part).Select(one => one.Number));
        Assert.All(seen, ahead => Assert.Equal(1, ahead));
    }

    [Fact]
    public void Write_WhereManyAreWaiting_WaitsForThePipeline()
    {
        var pipeline = new SessionPipeline(_thread.Post, _closed.Token);
        int added = 0, written = 0;
        var part = new Thread(() =>
        {
            for (int i = 0; i < MaxWaiting + 50; i++)
            {
                pipeline.Write(() => written++);
                Interlocked.Increment(ref added);
            }
        });
        part.Start();
        SpinWait.SpinUntil(() => part.ThreadState == ThreadState.WaitSleepJoin);
        Assert.Equal((MaxWaiting, 0), (Volatile.Read(ref added), written));

        while (!part.Join(TimeSpan.Zero))
            _thread.RunPosted();
        _thread.RunPosted();
        Assert.Equal(MaxWaiting + 50, written);
    }

    [Fact]
    public void Write_AfterOneThatEndsThePart_ThrowsThereAndNotInThePipeline()
    {
        var pipeline = new SessionPipeline(_thread.Post, _closed.Token);
        int written = 0;
        pipeline.Write(() => written++);
        pipeline.Write(() => throw new SessionEndedException(null));
        pipeline.Write(() => written++);
        _thread.RunPosted();

        Assert.Equal(1, written);
        Assert.Throws<SessionEndedException>(() => pipeline.Write(() => written++));
        Assert.Throws<SessionEndedException>(pipeline.Flush);
        Assert.Throws<SessionEndedException>(() => pipeline.Run(() => written++));
        _thread.RunPosted();
        Assert.Equal(1, written);
    }

    [Fact]
    public void Write_ThatFailsOtherwise_ThrowsInBoth()
    {
        var pipeline = new SessionPipeline(_thread.Post, _closed.Token);
        pipeline.Write(() => throw new PipelineStoppedException());

        Assert.Throws<PipelineStoppedException>(_thread.RunPosted);
        Assert.Throws<PipelineStoppedException>(pipeline.Flush);
    }

    [Fact]
    public void Closed_WhileAPartWaits_EndsTheWaitAndWritesNothingMore()
    {
        var pipeline = new SessionPipeline(_thread.Post, _closed.Token);
        int written = 0;
        Exception? ended = null;
        var part = new Thread(() => ended = Record.Exception(() => pipeline.Run(() => written++)));
        part.Start();
        SpinWait.SpinUntil(() => part.ThreadState == ThreadState.WaitSleepJoin);
        _closed.Cancel();
        part.Join();
        _thread.RunPosted();

        Assert.IsType<OperationCanceledException>(ended);
        Assert.Equal(0, written);
    }

    public void Dispose() => _closed.Dispose();
}
