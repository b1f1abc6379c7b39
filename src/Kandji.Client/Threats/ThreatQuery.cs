namespace Kandji.Client.Threats;

/// <summary>A filter for threats. Properties that are null do not filter.</summary>
public sealed class ThreatQuery
{
    /// <summary>The id of a device.</summary>
    public string? DeviceId { get; init; }

    /// <summary><c>malware</c> or <c>pup</c>.</summary>
    public string? Classification { get; init; }

    /// <summary>
    /// Any of <c>quarantined</c>, <c>not_quarantined</c>, <c>released</c>, <c>resolved</c>. The service wants them named; null names
    /// them all.
    /// </summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Text that is part of the device's name, the file's hash or the file's path.</summary>
    public string? Term { get; init; }

    /// <summary>Found at this time or later.</summary>
    public DateTime? From { get; init; }

    /// <summary>Found at this time or earlier.</summary>
    public DateTime? To { get; init; }

    /// <summary>Found within so many days; the service minds it only without <see cref="From"/> and <see cref="To"/>.</summary>
    public int? DateRange { get; init; }

    /// <summary>Any of <c>open</c>, <c>closed</c>.</summary>
    public IReadOnlyList<string>? ManagementStates { get; init; }

    /// <summary>Any of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Any of <c>informational</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>.</summary>
    public IReadOnlyList<string>? Severities { get; init; }

    /// <summary>
    /// The property to sort by: <c>device_name</c>, <c>detection_date</c>, <c>severity</c>, ...; a dash before it sorts in descending
    /// order.
    /// </summary>
    public string? SortBy { get; init; }

    /// <summary>How many threats to list at most; null for all.</summary>
    public long? First { get; init; }
}
