using System.Runtime.CompilerServices;

namespace Kandji.PowerShell.Concurrency;

/// <summary>
/// Asks for many things at once and writes the answers in the order in which they were asked for, each as soon as it and all before it
/// are there. The failure of one object becomes its error record, in its place, and the others go on. Everything under way is cancelled
/// as soon as a write says that nobody wants more (<c>Select-Object -First</c>), an error ends the pipeline, or the cmdlet is stopped.
/// </summary>
/// <remarks>
/// <para>All members are for the pipeline's thread. Requests are started from there and, as others end, from the threads they end on, so
/// that a slow consumer or a slow producer does not leave the line idle.</para>
/// <para>A read may be at most as far ahead of what is written as twice the width: a slow first answer does not stop the rest, and a
/// pipeline that has enough has not asked for much in vain. A change is never ahead of what is written by more than its width. With a width
/// of one nothing is ahead, a read neither: each is answered and written before the next is sent, so that a change sees the error of the
/// one before and -PipelineVariable holds the object that an answer is about.</para>
/// </remarks>
/// <typeparam name="T">The type of the items of an answer.</typeparam>
internal sealed class FanOut<T>
{
    // Once a run has lasted long enough to show progress, this much input is taken in ahead of the requests: when all of it is in, how
    // much there is to do is known, and with it the time that is left.
    private const int IntakeOfLongRun = 10_000;

    private readonly FanOutHost _host;
    private readonly Action<T> _write;
    private readonly int _width;
    private readonly int _ahead;
    private readonly bool _isInStep;
    private readonly FanOutProgress _progress;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<Job> _unwritten = new();
    private readonly object _gate = new();
    private readonly Queue<Job> _waiting = new();
    private int _running;
    private int _startedUnwritten;

    /// <summary>Makes a fan-out; see <c>KandjiCmdlet</c> for the ways to one.</summary>
    /// <param name="host">The cmdlet.</param>
    /// <param name="activity">The activity that the progress bar shows: <c>Reading details</c>.</param>
    /// <param name="width">How many things may be under way at once.</param>
    /// <param name="changes">Indicates whether things are changed, not only read.</param>
    /// <param name="write">Writes one item of an answer to the pipeline.</param>
    public FanOut(FanOutHost host, string activity, int width, bool changes, Action<T> write)
    {
        _host = host;
        _write = write;
        _width = width;
        _isInStep = changes || width == 1;
        _ahead = _isInStep ? width : width * 2;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(host.StopToken);
        _progress = new FanOutProgress(host, activity, _stop.Token);
        _stop.Token.Register(CancelWaiting);
    }

    /// <summary>Says how many things will be added in all, where that is known before they are.</summary>
    public void Expect(int count) => _progress.Total = _progress.Added + count;

    /// <summary>Asks for one object.</summary>
    /// <param name="target">The object that it is about, for its error record.</param>
    /// <param name="read">Sends the request.</param>
    public void Add(object target, Func<CancellationToken, Task<T>> read) => Add(target, token => One(read, token));

    /// <summary>Asks for a list, which is written as it comes once its turn has come.</summary>
    /// <param name="target">The object that it is about, for its error record.</param>
    /// <param name="read">Sends the requests.</param>
    public void Add(object target, Func<CancellationToken, IAsyncEnumerable<T>> read)
    {
        var job = new Job(target, read);
        _unwritten.Enqueue(job);
        _progress.Added++;
        lock (_gate)
            _waiting.Enqueue(job);
        if (_stop.IsCancellationRequested)
            CancelWaiting();
        StartWhatFits();
        _host.Thread.RunPosted();
        while (_unwritten.Count > 0 && _unwritten.Peek().IsReady)
            WriteNext();

        int most = _isInStep ? _width - 1 : _progress.IsShown ? IntakeOfLongRun : _ahead - 1;
        while (_unwritten.Count > most)
            WriteNext();
    }

    /// <summary>Waits for everything that was asked for, and writes it.</summary>
    public void Finish()
    {
        _progress.Total = _progress.Added;
        WriteAll();
        _progress.Complete();
        _stop.Cancel();
    }

    /// <summary>Waits for everything that was asked for so far, and writes it. More can be added afterwards.</summary>
    public void WriteAll()
    {
        while (_unwritten.Count > 0)
            WriteNext();
    }

    private void WriteNext()
    {
        Job job = _unwritten.Dequeue();
        try
        {
            bool ok = _host.Guard(job.Target, () => job.Write(_host.Thread, _write));
            _progress.Count(ok);
        }
        catch
        {
            // Nobody will write the rest: ask for no more of it, and give back at once what is under way.
            _stop.Cancel();
            foreach (Job rest in _unwritten)
                rest.Abandon();
            throw;
        }
        lock (_gate)
            _startedUnwritten--;
        StartWhatFits();
    }

    private void StartWhatFits()
    {
        while (true)
        {
            Job job;
            lock (_gate)
            {
                if (_waiting.Count == 0 || _running >= _width || _startedUnwritten >= _ahead)
                    return;
                job = _waiting.Dequeue();
                _running++;
                _startedUnwritten++;
            }

            // A task that has ended already is counted here: its continuation would call this method from within itself.
            Task started = job.Start(_stop.Token);
            if (started.IsCompleted)
                Ended();
            else
                started.ContinueWith(
                    _ => EndedLater(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    // Whoever waits for one of these must not wait for ever.
    private void CancelWaiting()
    {
        lock (_gate)
        {
            while (_waiting.Count > 0)
                _waiting.Dequeue().Cancel();
        }
    }

    private void Ended()
    {
        lock (_gate)
            _running--;
    }

    private void EndedLater()
    {
        Ended();
        StartWhatFits();
    }

    private static async IAsyncEnumerable<T> One(Func<CancellationToken, Task<T>> read, [EnumeratorCancellation] CancellationToken token)
    {
        yield return await read(token).ConfigureAwait(false);
    }

    /// <summary>One thing that was asked for. Its first item is waited for by the width; the rest follows when its turn has come.</summary>
    private sealed class Job(object target, Func<CancellationToken, IAsyncEnumerable<T>> read)
    {
        private readonly TaskCompletionSource<bool> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IAsyncEnumerator<T>? _items;

        public object Target { get; } = target;

        public bool IsReady => _first.Task.IsCompleted;

        public Task Start(CancellationToken token)
        {
            Task<bool> moved;
            try
            {
                _items = read(token).GetAsyncEnumerator(token);
                moved = _items.MoveNextAsync().AsTask();
            }
            catch (Exception e)
            {
                moved = Task.FromException<bool>(e);
            }
            if (moved.IsCompleted)
                Settle(moved);
            else
                moved.ContinueWith(Settle, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return moved;
        }

        public void Cancel() => _first.TrySetCanceled();

        public void Write(PipelineThread thread, Action<T> write)
        {
            Task<bool> moving = _first.Task;
            try
            {
                bool hasMore = thread.Await(moving);
                while (hasMore)
                {
                    write(_items!.Current);
                    ValueTask<bool> moved = _items.MoveNextAsync();
                    hasMore = moved.IsCompletedSuccessfully ? moved.Result : thread.Await(moving = moved.AsTask());
                }
            }
            finally
            {
                if (_items is not null)
                    thread.Dispose(_items, moving);
            }
        }

        // Cancelled requests end by themselves. Their exceptions are observed here.
        public void Abandon() => _first.Task.ContinueWith(
            t => t.Exception is null && _items is not null ? _items.DisposeAsync().AsTask() : Task.CompletedTask,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        private void Settle(Task<bool> moved)
        {
            if (moved.IsCanceled)
                _first.TrySetCanceled();
            else if (moved.Exception is { } failure)
                _first.TrySetException(failure.InnerExceptions);
            else
                _first.TrySetResult(moved.Result);
        }
    }
}
