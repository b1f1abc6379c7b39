using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.PowerShell.Pipeline;

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

    /// <summary>Waits for a task.</summary>
    public void Await(Task task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
        DoPosted();
        task.GetAwaiter().GetResult();
    }

    /// <summary>Reads a stream as it comes.</summary>
    public IEnumerable<T> Stream<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                ValueTask<bool> moved = items.MoveNextAsync();
                if (!(moved.IsCompletedSuccessfully ? moved.Result : Await(moved.AsTask())))
                    yield break;
                yield return items.Current;
            }
        }
        finally
        {
            ValueTask disposed = items.DisposeAsync();
            if (!disposed.IsCompletedSuccessfully)
                Await(disposed.AsTask());
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.Pulse(_gate);
    }

    /// <summary>Does what was asked since the last wait.</summary>
    public void DoPosted()
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
