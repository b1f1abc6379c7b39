using System.Runtime.CompilerServices;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Tests.Concurrency;

/// <summary>Waiting on the pipeline's thread; the test's thread is that.</summary>
public sealed class PipelineThreadTests
{
    private readonly PipelineThread _thread = new();

    [Fact]
    public void Await_DoesWhatWasPostedInItsOrderBeforeItReturns()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new List<int>();
        _thread.Post(() => done.Add(1));
        _thread.Post(() =>
        {
            done.Add(2);
            answer.SetResult(7);
            _thread.Post(() => done.Add(3));
        });

        Assert.Equal(7, _thread.Await(answer.Task));

        Assert.Equal([1, 2, 3], done);
    }

    [Fact]
    public async Task Stream_WhenWhatWasPostedThrows_ThrowsThatAndEndsTheStreamOnceItCan()
    {
        // As WriteWarning does with -WarningAction Stop, while an answer is still under way.
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _thread.Post(() => throw new PostedException());

        Assert.Throws<PostedException>(() => _thread.Stream(OneThenMore(answer.Task, ended), CancellationToken.None).ToList());

        Assert.False(ended.Task.IsCompleted);
        answer.SetResult(1);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void AwaitWork_WhenWhatWasPostedThrows_EndsTheWorkAndComesBackAfterIt()
    {
        var work = new Work();
        _thread.Post(() => throw new PostedException());

        Assert.Throws<PostedException>(() => _thread.AwaitWork(work.RunAsync, CancellationToken.None));

        Assert.True(work.HasEnded);
    }

    [Fact]
    public void StreamWork_WhenWhatWasPostedThrows_EndsTheWorkAndComesBackAfterIt()
    {
        var work = new Work();
        _thread.Post(() => throw new PostedException());

        Assert.Throws<PostedException>(() => _thread.StreamWork(work.ReadAsync, CancellationToken.None).ToList());

        Assert.True(work.HasEnded);
    }

    [Fact]
    public void StreamWork_OfWhichNoMoreIsWanted_EndsTheWork()
    {
        var work = new Work { IsQuick = true };

        Assert.Equal(1, _thread.StreamWork(work.ReadAsync, CancellationToken.None).First());

        Assert.True(work.HasEnded);
    }

    [Fact]
    public void Await_WhenWhatWasPostedThrows_LeavesNoFailureUnobserved()
    {
        bool unobserved = false;
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved |= e.Exception.InnerException is PostedException;
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            BreakOff();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
        Assert.False(unobserved);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BreakOff()
    {
        var answer = new TaskCompletionSource<int>();
        _thread.Post(() => throw new PostedException());
        Assert.Throws<PostedException>(() => _thread.Await(answer.Task));
        answer.SetException(new PostedException());
    }

    private static async IAsyncEnumerable<int> OneThenMore(Task<int> answer, TaskCompletionSource ended)
    {
        try
        {
            yield return await answer;
            yield return 2;
        }
        finally
        {
            ended.SetResult();
        }
    }

    // Goes on until it is ended, and takes a while to end.
    private sealed class Work
    {
        public bool IsQuick { get; init; }

        public bool HasEnded { get; private set; }

        public async Task<int> RunAsync(CancellationToken cancellationToken)
        {
            await foreach (int found in ReadAsync(cancellationToken))
                return found;
            return 0;
        }

        public async IAsyncEnumerable<int> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
            try
            {
                if (!IsQuick)
                    await stopped.Task;
                yield return 1;
                yield return 2;
            }
            finally
            {
                await Task.Yield();
                HasEnded = true;
            }
        }
    }

    private sealed class PostedException : Exception;
}
