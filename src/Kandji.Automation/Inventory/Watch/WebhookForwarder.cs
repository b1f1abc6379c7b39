using System.Globalization;
using Kandji.Client.Model;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// Moves what happens in a tenant into a queue, and the queue to a receiver, each at its own pace. Changes in neither are pending in the
/// inventory, or in the audit log beyond the cursor, and comes again.
/// </summary>
/// <param name="poller">Reads what happens.</param>
/// <param name="queue">The queue.</param>
/// <param name="delivery">Sends what is in the queue.</param>
/// <param name="capacity">How many messages the queue may hold.</param>
/// <param name="tenant">The tenant.</param>
internal sealed class WebhookForwarder(
    TenantPoller poller, MessageQueue queue, WebhookDelivery delivery, int capacity, TenantIdentity tenant)
{
    private const int AtOnce = 500;

    /// <summary>Works until it is ended.</summary>
    /// <exception cref="InventoryException">The receiver wants nothing any more, or the queue is full and the receiver down.</exception>
    /// <exception cref="Client.Http.KandjiApiException">The tenant may not be read.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Each on threads of its own: opening and writing files waits.
        Task reading = Task.Run(() => ReadAsync(stop.Token), CancellationToken.None);
        Task sending = Task.Run(() => delivery.RunAsync(stop.Token), CancellationToken.None);
        Task first = await Task.WhenAny(reading, sending).ConfigureAwait(false);
        stop.Cancel();
        Task second = first == reading ? sending : reading;
        await Task.WhenAny(second).ConfigureAwait(false);
        // The first failure is the one that counts.
        if (first.IsFaulted)
            _ = second.Exception;
        else
            await second.ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (WatchBatch batch in poller.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var messages = new List<WatchMessage>();
            foreach (WatchEntry entry in batch.Entries)
            {
                messages.Add(WatchMessage.Create(entry, tenant));
                if (messages.Count < AtOnce)
                    continue;
                await AddAsync(messages, cancellationToken).ConfigureAwait(false);
                messages.Clear();
            }
            await AddAsync(messages, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(List<WatchMessage> messages, CancellationToken cancellationToken)
    {
        for (int at = 0; at < messages.Count;)
        {
            Task changed = queue.Changed;
            int room = capacity - queue.Count;
            if (room > 0)
            {
                List<WatchMessage> some = messages.GetRange(at, Math.Min(room, messages.Count - at));
                queue.Append(some);
                at += some.Count;
            }
            else if (delivery.IsFailing)
            {
                throw new InventoryException("KandjiQueueFull", string.Format(CultureInfo.CurrentCulture,
                    "The queue holds {0} messages, which is all that it may, and the receiver is down. Nothing is lost: what is not in the "
                        + "queue is given again. Start again when the receiver is back, or with a larger -MaxQueue.", queue.Count));
            }
            else
            {
                // The receiver is slower than the tenant: what waits is pending in the inventory.
                await WebhookDelivery.WaitAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
