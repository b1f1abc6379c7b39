using System.Runtime.CompilerServices;
using Kandji.Client;
using Kandji.Client.Audit;
using Kandji.Client.Http;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Reads the audit log on from a position. It reads by time, from a little before the newest event, and leaves out what was seen: the
/// service's own cursor may pass over events of one and the same microsecond, and is used between the pages of one read only.
/// </summary>
/// <param name="client">The client of the tenant.</param>
/// <param name="overlap">How much later than others an event may arrive.</param>
internal sealed class AuditReader(KandjiClient client, TimeSpan overlap)
{
    /// <summary>Reads what is new, the oldest first.</summary>
    /// <param name="position">How far was read, which is moved on.</param>
    /// <param name="start">
    /// The earliest time of the events to give out; null for all. Those of the overlap before it are noted as seen, so that a later read,
    /// which goes back by the overlap, does not give them out either.
    /// </param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <exception cref="KandjiApiException">A page could not be read; the events before it have been given out.</exception>
    public async IAsyncEnumerable<AuditEvent> ReadAsync(
        AuditPosition position, DateTime? start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTime? earliest = start?.ToUniversalTime();
        while (true)
        {
            bool hasNews = false, isRefused = false;
            var query = new AuditQuery
            {
                Start = position.GetStart(overlap) ?? new AuditPosition { Newest = earliest }.GetStart(overlap),
            };
            IAsyncEnumerator<AuditEvent> events = client.Audit.ListAsync(query, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            try
            {
                while (true)
                {
                    try
                    {
                        if (!await events.MoveNextAsync().ConfigureAwait(false))
                            break;
                    }
                    catch (KandjiApiException e) when (hasNews && IsRefusedCursor(e))
                    {
                        // The service does not know its own cursor any more: by time it goes on.
                        isRefused = true;
                        break;
                    }
                    if (!position.Add(events.Current, client.ServiceTime.ToUniversalTime()))
                        continue;
                    hasNews = true;
                    if (earliest is null || events.Current.OccurredAt is null || events.Current.OccurredAt?.ToUniversalTime() >= earliest)
                        yield return events.Current;
                }
            }
            finally
            {
                await events.DisposeAsync().ConfigureAwait(false);
            }
            position.Trim(overlap);
            if (!isRefused)
                yield break;
        }
    }

    private static bool IsRefusedCursor(KandjiApiException e) =>
        e.Kind is KandjiErrorKind.BadRequest or KandjiErrorKind.NotFound or KandjiErrorKind.IncompleteList || (int?)e.StatusCode == 410;
}
