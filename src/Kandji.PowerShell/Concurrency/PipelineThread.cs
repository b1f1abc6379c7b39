namespace Kandji.PowerShell.Concurrency;

/// <summary>
/// Lets a cmdlet's thread wait for tasks while it does what other threads ask of it: only this thread may write to the pipeline, to
/// the verbose and debug streams, and to the progress display.
/// </summary>
internal sealed class PipelineThread
{
    private readonly object _gate = new();
    private readonly Queue<Action> _posted = new();

    /// <summary>Asks the cmdlet's thread to do something when it next waits. May be called from any thread.</summary>
    public void Post(Action action)
    {
        lock (_gate)
        {
            _posted.Enqueue(action);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for a task and returns its result.</summary>
    public T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task. A posted action may throw and so end the wait, as a warning does under -WarningAction Stop.</summary>
    public void Await(Task task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(Wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                Action? action = null;
                lock (_gate)
                {
                    if (_posted.Count > 0)
                        action = _posted.Dequeue();
                    else if (!task.IsCompleted)
                        Monitor.Wait(_gate);
                }
                action?.Invoke();
            }
        }
        RunPosted();
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for work. Where the waiting is ended, the work is ended, and waited for, before this throws.</summary>
    public T AwaitWork<T>(Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> work = start(stop.Token);
        try
        {
            return Await(work);
        }
        catch when (!work.IsCompleted)
        {
            stop.Cancel();
            WaitForEnd(work);
            throw;
        }
    }

    /// <summary>Reads what work finds. Where the reading is ended, the work is ended, and waited for, before this returns.</summary>
    public IEnumerable<T> StreamWork<T>(Func<CancellationToken, IAsyncEnumerable<T>> start, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<T> items = start(stop.Token).GetAsyncEnumerator(stop.Token);
        Task<bool> moving = Task.FromResult(true);
        try
        {
            while (Await(moving = items.MoveNextAsync().AsTask()))
                yield return items.Current;
        }
        finally
        {
            if (!moving.IsCompleted)
            {
                stop.Cancel();
                WaitForEnd(moving);
            }
            Dispose(items, moving);
        }
    }

    /// <summary>Reads a stream as it comes.</summary>
    public IEnumerable<T> Stream<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(cancellationToken);
        Task<bool> moving = Task.FromResult(true);
        try
        {
            while (true)
            {
                ValueTask<bool> moved = items.MoveNextAsync();
                bool hasMore = moved.IsCompletedSuccessfully ? moved.Result : Await(moving = moved.AsTask());
                if (!hasMore)
                    yield break;
                yield return items.Current;
            }
        }
        finally
        {
            Dispose(items, moving);
        }
    }

    /// <summary>
    /// Ends a stream. One that still moves, because the waiting for it was ended, cannot be disposed of until it has moved.
    /// </summary>
    /// <param name="items">The stream.</param>
    /// <param name="moving">The last move that was waited for.</param>
    public void Dispose<T>(IAsyncEnumerator<T> items, Task moving)
    {
        if (!moving.IsCompleted)
        {
            moving.ContinueWith(
                _ => items.DisposeAsync().AsTask(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            return;
        }
        ValueTask disposed = items.DisposeAsync();
        if (!disposed.IsCompletedSuccessfully)
            Await(disposed.AsTask());
    }

    // How it ended does not matter any more.
    private static void WaitForEnd(Task work)
    {
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        _ = work.Exception;
    }

    // When nobody waits any longer, the failure is looked at here, so that it does not count as unobserved.
    private void Wake(Task ended)
    {
        _ = ended.Exception;
        lock (_gate)
            Monitor.Pulse(_gate);
    }

    /// <summary>Does what was asked since the last wait.</summary>
    public void RunPosted()
    {
        while (true)
        {
            Action action;
            lock (_gate)
            {
                if (_posted.Count == 0)
                    return;
                action = _posted.Dequeue();
            }
            action();
        }
    }
}
