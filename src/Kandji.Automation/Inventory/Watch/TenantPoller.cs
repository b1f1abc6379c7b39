using System.Runtime.CompilerServices;
using Kandji.Automation.Files;
using Kandji.Client;
using Kandji.Client.Audit;
using Kandji.Client.Http;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// Compares a tenant with its inventory again and again, and reads its audit log on. A batch counts as given, in the inventory and in
/// the cursor of the audit log, when the next is asked for: until then the next start gives it again, with the same ids.
/// </summary>
/// <param name="client">The client of the tenant.</param>
/// <param name="folder">The folder of the inventory.</param>
/// <param name="options">What to watch.</param>
/// <param name="clock">The clock to wait by.</param>
/// <param name="observer">Is told of what happens.</param>
internal sealed class TenantPoller(
    KandjiClient client, StoreFolder folder, WatchOptions options, TimeProvider clock, WatchObserver observer)
{
    private const int EventsAtOnce = 500;

    // The failure of the last time, so that it is told once.
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    // Changes that were given, and that the inventory does not know as taken yet.
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>Reads what happens, until it is ended.</summary>
    /// <exception cref="KandjiApiException">The token was refused, or may not read one of the lists.</exception>
    /// <exception cref="InventoryException">The inventory or the cursor is of another tenant, or damaged.</exception>
    public async IAsyncEnumerable<WatchBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AuditCursorFile? cursor = options.CursorPath is { } path ? AuditCursorFile.Load(path, client.Identity.Host) : null;
        while (true)
        {
            long began = clock.GetTimestamp();
            foreach (InventoryKind kind in options.Kinds)
            {
                await TryAsync(kind.Words, () => SyncAsync(kind, cancellationToken)).ConfigureAwait(false);
                bool hasDetail = options.Detail && kind == InventoryKind.Device;
                foreach (InventoryKind stored in hasDetail ? new[] { kind, InventoryKind.DeviceDetail } : [kind])
                {
                    if (ReadPending(stored) is not { } batch)
                        continue;
                    yield return batch;
                    await TryAsync("inventory", () => TakeAsync(cancellationToken)).ConfigureAwait(false);
                }
            }
            if (cursor is not null)
            {
                await foreach (WatchBatch batch in ReadAuditAsync(cursor, cancellationToken).ConfigureAwait(false))
                    yield return batch;
            }
            // By a clock that only goes forward, so that one that is set does not matter.
            TimeSpan left = options.Every - clock.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
                await clock.Wait(left, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SyncAsync(InventoryKind kind, CancellationToken cancellationToken)
    {
        using InventoryStore store = await InventoryStore.OpenAsync(folder, client.Identity.Host, clock, cancellationToken)
            .ConfigureAwait(false);
        Take(store);
        using (var sync = new KindSync(store, kind, options.Sync, clock.GetUtcNow()))
        {
            SyncResult result = await sync.RunAsync(kind.ListAsync(client, cancellationToken)).ConfigureAwait(false);
            observer.Tell($"{result.Count} {kind.Words}, {result.Changes} changes.");
            TellColumns(kind, result);
        }
        if (options.Detail && kind == InventoryKind.Device)
        {
            using var sync = new DetailSync(store, options.Sync, clock.GetUtcNow());
            DetailResult result = await sync.RunAsync(client, options.MaxRequest ?? GetShare(), null, cancellationToken)
                .ConfigureAwait(false);
            observer.Tell($"{result.Read} details were read, {result.Left} are left for the next rounds.");
            TellColumns(InventoryKind.DeviceDetail, result.Compared);
            foreach (string failure in result.Failures)
                observer.Tell(failure);
            Warn(store);
            result.ThrowIfEnded();
        }
        Warn(store);
    }

    // Of half of the hour's requests, the part of the hour that a round lasts.
    private int GetShare()
    {
        double part = Math.Min(1, options.Every.TotalHours);
        return (int)Math.Ceiling(DetailSync.GetShare(client.RemainingThisHour) * part);
    }

    private void TellColumns(InventoryKind kind, SyncResult result)
    {
        if (result.NewColumns.Count > 0)
        {
            observer.Warn($"The {kind.Words} have fields that they did not have before, which is no change: "
                + $"{string.Join(", ", result.NewColumns)}.");
        }
        if (result.VanishedColumns.Count > 0)
        {
            observer.Warn($"The {kind.Words} lack fields that they had before, which is no change: "
                + $"{string.Join(", ", result.VanishedColumns)}.");
        }
    }

    private WatchBatch? ReadPending(InventoryKind kind)
    {
        if (!InventoryStore.IsThere(folder))
            return null;
        InventoryStore store = InventoryStore.OpenRead(folder);
        StoredState? state = store.Find(kind);
        Warn(store);
        return state is { Pending.Count: > 0 } ? new WatchBatch(Enumerate(store, kind, state)) : null;
    }

    private IEnumerable<WatchEntry> Enumerate(InventoryStore store, InventoryKind kind, StoredState state)
    {
        foreach ((JournalFrame frame, StoredChange change) in store.ReadPending(kind, state))
        {
            if (_given.Contains(change.Id))
                continue;
            yield return new WatchEntry(kind, frame, change);
            _given.Add(change.Id);
        }
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (_given.Count == 0)
            return;
        using InventoryStore store = await InventoryStore.OpenAsync(folder, client.Identity.Host, clock, cancellationToken)
            .ConfigureAwait(false);
        Take(store);
    }

    private void Take(InventoryStore store)
    {
        if (_given.Count == 0)
            return;
        store.Take(_given.ToList());
        _given.Clear();
    }

    private async IAsyncEnumerable<WatchBatch> ReadAuditAsync(
        AuditCursorFile cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string words = "audit log";
        var reader = new AuditReader(client.KeepingSources(), options.Overlap);
        if (cursor.Taken.Newest is null
            && !await TryAsync(words, () => BeginAuditAsync(reader, cursor, cancellationToken)).ConfigureAwait(false))
            yield break;
        AuditPosition next = cursor.Taken.Clone();
        IAsyncEnumerator<AuditEvent> events = reader.ReadAsync(next, null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            bool hasMore = true;
            while (hasMore)
            {
                var entries = new List<WatchEntry>();
                bool isRead = await TryAsync(words, async () =>
                {
                    while (entries.Count < EventsAtOnce && (hasMore = await events.MoveNextAsync().ConfigureAwait(false)))
                        entries.Add(new WatchEntry(events.Current));
                }).ConfigureAwait(false);
                if (!isRead)
                    yield break;
                if (entries.Count == 0)
                    continue;
                yield return new WatchBatch(entries);
                next.Trim(options.Overlap);
                await SaveAsync(cursor, next, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The first time it begins now. Events within the overlap before are known, and not given.
    private async Task BeginAuditAsync(AuditReader reader, AuditCursorFile cursor, CancellationToken cancellationToken)
    {
        DateTime now = client.ServiceTime.ToUniversalTime();
        var position = new AuditPosition { Newest = now };
        await foreach (AuditEvent found in reader.ReadAsync(position.Clone(), null, cancellationToken).ConfigureAwait(false))
        {
            if (found.OccurredAt?.ToUniversalTime() <= now)
                position.Add(found, now);
        }
        await SaveAsync(cursor, position, cancellationToken).ConfigureAwait(false);
    }

    private Task SaveAsync(AuditCursorFile cursor, AuditPosition position, CancellationToken cancellationToken) =>
        cursor.SaveAsync(options.CursorPath!, position, isTaken: true, clock, cancellationToken);

    // A failure that goes away by itself is told once, and the next round tries again.
    private async Task<bool> TryAsync(string what, Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            if (_failing.Remove(what))
                observer.Warn($"Reading the {what} works again.");
            return true;
        }
        catch (KandjiApiException e) when (IsPassing(e))
        {
            if (_failing.Add(what))
                observer.Warn($"Reading the {what} failed, and is tried again every {options.Every.TotalSeconds} seconds. {e.Message}");
            return false;
        }
        catch (LockedFileException e)
        {
            if (_failing.Add(what))
                observer.Warn($"Reading the {what} waits for another run, and is tried again with the next round. {e.Message}");
            return false;
        }
        catch (InventoryException e) when (e.Id is "KandjiTooManyRemoved" or "KandjiInvalidResponse")
        {
            if (_failing.Add(what))
                observer.Fail(e);
            return false;
        }
    }

    private static bool IsPassing(KandjiApiException e) => e.Kind is KandjiErrorKind.Unreachable or KandjiErrorKind.NoAnswer
        or KandjiErrorKind.RateLimited or KandjiErrorKind.ServerError or KandjiErrorKind.InvalidResponse or KandjiErrorKind.IncompleteList;

    private void Warn(InventoryStore store)
    {
        foreach (string warning in store.Warnings.Where(_warned.Add))
            observer.Warn(warning);
    }
}
