using System.Runtime.CompilerServices;
using Kandji.Client.Http;
using Kandji.Client.Threats;

namespace Kandji.PowerShell.Threats;

/// <summary>
/// Reads threats by version 2 of the endpoint, or by version 1 where the tenant has no version 2. A 404 alone does not tell that, as it may
/// be about a device: the list is then asked for without conditions, once for a command. Threats of version 1 come in the words of
/// version 2.
/// </summary>
/// <param name="threats">The operations.</param>
/// <param name="warn">Writes a warning, from any thread.</param>
internal sealed class ThreatReader(ThreatOperations threats, Action<string> warn)
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private bool? _isVersion2Missing;

    /// <summary>Lists threats, streaming.</summary>
    /// <exception cref="KandjiApiException">
    /// A page could not be read, or the tenant has no version 2 and version 1 does not know a condition.
    /// </exception>
    public async IAsyncEnumerable<Threat> ListAsync(ThreatQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<Threat> version2 = threats.ListAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (version2.ConfigureAwait(false))
        {
            bool? isThere = await TryMoveAsync(version2, query, cancellationToken).ConfigureAwait(false);
            if (isThere is not null)
            {
                for (; isThere == true; isThere = await version2.MoveNextAsync().ConfigureAwait(false))
                    yield return version2.Current;
                yield break;
            }
        }
        long left = query.First ?? long.MaxValue;
        await foreach (Threat threat in threats.ListVersion1Async(ToVersion1(query), cancellationToken).ConfigureAwait(false))
        {
            threat.Classification = threat.Classification?.ToLowerInvariant();
            threat.Status = threat.Status?.ToLowerInvariant();
            if (!Matches(threat, query))
                continue;
            yield return threat;
            if (--left == 0)
                yield break;
        }
    }

    private static bool IsKnownToVersion1(ThreatQuery query) =>
        query.Severities is null && query.ManagementStates is null && query.Tags is null
        && query.SortBy?.TrimStart('-') is null or "device_name" or "process_name" or "process_owner" or "detection_date" or "status";

    private static ThreatVersion1Query ToVersion1(ThreatQuery query) => new()
    {
        DeviceId = query.DeviceId,
        Classification = query.Classification,
        Status = query.Statuses is { Count: 1 } ? query.Statuses[0] : null,
        Term = query.Term,
        DateRange = query.DateRange,
        SortBy = query.SortBy,
        First = query.Statuses is { Count: > 1 } || query.From is not null || query.To is not null ? null : query.First,
    };

    // It can be asked neither for several statuses nor for times.
    private static bool Matches(Threat threat, ThreatQuery query)
    {
        DateTime? found = threat.DetectionDate?.ToUniversalTime();
        return query.Statuses?.Contains(threat.Status ?? "") != false
            && (query.From is null || found >= query.From.Value.ToUniversalTime())
            && (query.To is null || found <= query.To.Value.ToUniversalTime());
    }

    // Null where version 1 has to answer.
    private async Task<bool?> TryMoveAsync(IAsyncEnumerator<Threat> version2, ThreatQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return _isVersion2Missing == true && IsKnownToVersion1(query) ? null : await version2.MoveNextAsync().ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound && IsKnownToVersion1(query))
        {
            if (!await IsVersion2MissingAsync(cancellationToken).ConfigureAwait(false))
                throw;
            return null;
        }
    }

    private async Task<bool> IsVersion2MissingAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isVersion2Missing is null)
            {
                _isVersion2Missing = await threats.IsVersion2MissingAsync(cancellationToken).ConfigureAwait(false);
                if (_isVersion2Missing == true)
                {
                    warn("The tenant has no version 2 of the list of threats. Version 1 was read: its threats have no id, severity, "
                        + "management state and tags.");
                }
            }
            return _isVersion2Missing.Value;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
