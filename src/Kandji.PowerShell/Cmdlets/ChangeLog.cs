using Kandji.Client;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// The changes of one command whose results were not written yet. When the command is stopped, it tells what became of them: what was sent
/// cannot be taken back, and nobody else knows of it.
/// </summary>
internal sealed class ChangeLog
{
    private readonly List<SentChange> _open = [];
    private bool _isClosed;

    /// <summary>Keeps a change whose answer is already there and still has to be written.</summary>
    public void Add(SentChange change)
    {
        lock (_open)
            _open.Add(change);
    }

    /// <summary>Makes a change, and keeps it until its result was written.</summary>
    /// <param name="change">The change.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="send">Sends the change.</param>
    /// <param name="cancellationToken">Is cancelled when the command is stopped.</param>
    public Task<T> RunAsync<T>(
        SentChange change, KandjiClient client, Func<KandjiClient, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        change.Ended = ended.Task;
        lock (_open)
        {
            // Either the change is kept before the first request leaves, or it is not sent: another thread may stop the command right now.
            if (_isClosed)
                return Task.FromCanceled<T>(new CancellationToken(canceled: true));
            _open.Add(change);
        }
        change.Begin();
        Task<T> sent = SendAsync(change, client.ObservedBy(change), send, ended, cancellationToken);
        // The failure is kept in the change. Observed here, it does not count as unobserved when the command was stopped.
        sent.ContinueWith(
            static task => _ = task.Exception, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return sent;
    }

    /// <summary>Writes the answer of a change.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="isStopping">Tells whether the pipeline takes nothing any more.</param>
    public void Write(object answer, Action write, Func<bool> isStopping)
    {
        try
        {
            write();
        }
        catch (Exception) when (!isStopping())
        {
            // Whoever has enough, or ends the pipeline at it, has got it.
            Forget(answer);
            throw;
        }
        Forget(answer);
    }

    /// <summary>Forgets a change that was told of: its answer was written, or its error.</summary>
    /// <param name="answerOrError">The one or the other.</param>
    public void Forget(object answerOrError)
    {
        lock (_open)
            _open.RemoveAll(change => ReferenceEquals(change.Response, answerOrError) || ReferenceEquals(change.Failure, answerOrError));
    }

    /// <summary>Forgets a change.</summary>
    public void Forget(SentChange change)
    {
        lock (_open)
            _open.Remove(change);
    }

    /// <summary>
    /// Waits until nothing more will be known of the changes that are kept, or as long as is sensible, and gives them out.
    /// </summary>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="longest">How long to wait.</param>
    public IReadOnlyList<SentChange> Close(TimeProvider clock, TimeSpan longest)
    {
        SentChange[] open;
        lock (_open)
        {
            _isClosed = true;
            open = _open.ToArray();
            _open.Clear();
        }
        Task all = Task.WhenAll(open.Select(change => change.Ended));
        if (!all.IsCompleted)
        {
            using var limit = new Deadline(clock, longest);
            var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = limit.Token.Register(() => over.TrySetResult(true));
            Task.WhenAny(all, over.Task).GetAwaiter().GetResult();
        }
        return open;
    }

    private static async Task<T> SendAsync<T>(
        SentChange change,
        KandjiClient client,
        Func<KandjiClient, CancellationToken, Task<T>> send,
        TaskCompletionSource<bool> ended,
        CancellationToken cancellationToken)
    {
        try
        {
            T answer = await send(client, cancellationToken).ConfigureAwait(false);
            change.Response = answer;
            return answer;
        }
        catch (Exception e)
        {
            change.Failure = e;
            throw;
        }
        finally
        {
            ended.TrySetResult(true);
        }
    }
}
