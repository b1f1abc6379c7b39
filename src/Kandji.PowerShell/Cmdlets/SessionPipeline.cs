using System.Runtime.ExceptionServices;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// The way to the pipeline's thread for a command's part in one tenant that has a thread of its own. The part waits for what it asks, but
/// not for each object that it writes: it may be some objects ahead. These come before whatever it asks after them.
/// </summary>
internal sealed class SessionPipeline
{
    // Less than a page, so that pages are not asked for long before their objects are wanted.
    private const int MaxWaiting = 100;

    private readonly Action<Action> _post;
    private readonly CancellationToken _closed;
    private readonly Queue<Action> _writes = new();
    private bool _isPosted;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Makes the way of one part.</summary>
    /// <param name="post">Asks the pipeline's thread to do something in its turn.</param>
    /// <param name="closed">Is cancelled when nobody wants anything of the part any more.</param>
    public SessionPipeline(Action<Action> post, CancellationToken closed)
    {
        _post = post;
        _closed = closed;
        closed.Register(() =>
        {
            lock (_writes)
                Monitor.PulseAll(_writes);
        });
    }

    /// <summary>Writes something when the pipeline's thread comes to it. Waits where much is waiting.</summary>
    /// <exception cref="SessionEndedException">The part has to end: a write before failed so, or no more is wanted.</exception>
    public void Write(Action write)
    {
        lock (_writes)
        {
            while (_writes.Count >= MaxWaiting && _failure is null && !_closed.IsCancellationRequested)
                Monitor.Wait(_writes);
            ThrowIfEnded();
            _writes.Enqueue(write);
            Post();
        }
    }

    /// <summary>Waits until everything is written.</summary>
    /// <exception cref="SessionEndedException">As for <see cref="Write"/>.</exception>
    public void Flush()
    {
        lock (_writes)
        {
            while (_isPosted && _failure is null && !_closed.IsCancellationRequested)
                Monitor.Wait(_writes);
            ThrowIfEnded();
        }
    }

    /// <summary>Does something on the pipeline's thread, after everything that is to be written, and waits for it.</summary>
    /// <exception cref="SessionEndedException">As for <see cref="Write"/>, or because of the action.</exception>
    public void Run(Action action)
    {
        Flush();
        Write(action);
        Flush();
    }

    private void ThrowIfEnded()
    {
        _failure?.Throw();
        _closed.ThrowIfCancellationRequested();
    }

    private void Post()
    {
        if (_isPosted)
            return;
        _isPosted = true;
        _post(WriteWaiting);
    }

    // What is there now: other tenants have their turn before what comes meanwhile.
    private void WriteWaiting()
    {
        Action[] writes;
        lock (_writes)
        {
            writes = _writes.ToArray();
            _writes.Clear();
            Monitor.PulseAll(_writes);
        }
        try
        {
            foreach (Action write in writes)
            {
                if (_closed.IsCancellationRequested)
                    break;
                write();
            }
        }
        catch (SessionEndedException e)
        {
            // Of interest to the part alone.
            Fail(e);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
        lock (_writes)
        {
            _isPosted = false;
            if (_writes.Count > 0)
                Post();
            Monitor.PulseAll(_writes);
        }
    }

    private void Fail(Exception e)
    {
        lock (_writes)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _writes.Clear();
            Monitor.PulseAll(_writes);
        }
    }
}
