using System.Globalization;
using Kandji.Client.Http;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>Sends the messages of a queue to a receiver, one after another, each until it has arrived or was refused for good.</summary>
/// <param name="queue">The queue.</param>
/// <param name="sender">Sends one.</param>
/// <param name="maxRefused">How many refused messages are kept, before the receiver counts as one that wants none.</param>
/// <param name="clock">The clock to wait by.</param>
/// <param name="observer">Is told of what happens.</param>
internal sealed class WebhookDelivery(
    MessageQueue queue, WebhookSender sender, int maxRefused, TimeProvider clock, WatchObserver observer)
{
    private const int MaxRefusals = 3;
    private const int FailuresOfOneThatIsDown = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private volatile bool _isFailing;

    /// <summary>Indicates whether the last tries failed, so that the receiver counts as down.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Sends what is in the queue, and what comes into it, until it is ended.</summary>
    /// <exception cref="InventoryException">The receiver wants nothing any more, or refuses everything.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = queue.Changed;
            if (queue.Peek() is { } message)
                await DeliverAsync(message, cancellationToken).ConfigureAwait(false);
            else
                await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for something that knows of no cancellation.</summary>
    internal static async Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => ended.TrySetCanceled(cancellationToken)))
            await (await Task.WhenAny(task, ended.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task DeliverAsync(WatchMessage message, CancellationToken cancellationToken)
    {
        int failures = 0, refusals = 0;
        while (true)
        {
            WebhookAnswer answer = await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
            observer.Tell($"Message {message.Id} to {sender.Host}: {answer.Words}.");
            switch (answer.Outcome)
            {
                case WebhookOutcome.Accepted:
                    queue.Remove();
                    if (_isFailing)
                        observer.Warn($"The receiver at {sender.Host} answers again.");
                    _isFailing = false;
                    return;
                case WebhookOutcome.Gone:
                    throw new InventoryException("KandjiWebhookGone",
                        $"The receiver at {sender.Host} wants nothing any more: {answer.Words}. {Kept()}");
                case WebhookOutcome.Refused when ++refusals == MaxRefusals:
                    Refuse(message, answer);
                    return;
                case WebhookOutcome.Refused:
                    await clock.Wait(GetPause(refusals, answer), cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    if (++failures >= FailuresOfOneThatIsDown && !_isFailing)
                        TellFailure(answer);
                    await clock.Wait(GetPause(failures, answer), cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void TellFailure(WebhookAnswer answer)
    {
        _isFailing = true;
        observer.Warn($"The receiver at {sender.Host} takes nothing: {answer.Words}. Messages wait in the queue, and are sent again.");
        // Whoever waits for room in the queue looks again.
        queue.Signal();
    }

    private void Refuse(WatchMessage message, WebhookAnswer answer)
    {
        queue.Refuse(answer.Words, clock.GetUtcNow().UtcDateTime);
        _isFailing = false;
        observer.Fail(new InventoryException("KandjiWebhookRefused",
            $"The receiver at {sender.Host} refused message {message.Id} {MaxRefusals} times: {answer.Words}. It is kept in "
                + $"'{queue.RefusedPath}', and the next message is sent."));
        if (queue.RefusedCount >= maxRefused)
        {
            throw new InventoryException("KandjiQueueFull", string.Format(CultureInfo.CurrentCulture,
                "'{0}' holds {1} messages that the receiver at {2} refused. {3} See why they were refused, and remove the file.",
                queue.RefusedPath, queue.RefusedCount, sender.Host, Kept()));
        }
    }

    private string Kept() =>
        string.Format(CultureInfo.CurrentCulture, "{0} messages are kept in the queue for the next start.", queue.Count);

    private static TimeSpan GetPause(int failures, WebhookAnswer answer)
    {
        TimeSpan pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(failures - 1, 16), LongestPause.Ticks));
        TimeSpan asked = answer.RetryAfter is { } value && value > LongestRetryAfter ? LongestRetryAfter : answer.RetryAfter ?? pause;
        return asked > pause ? asked : pause;
    }
}
