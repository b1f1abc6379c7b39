namespace Kandji.Client.Threats;

/// <summary>A filter for the behavioral detections of a device. Properties that are null do not filter.</summary>
public sealed class BehavioralDetectionQuery
{
    /// <summary>Any of <c>mal</c>, <c>pup</c>, <c>sus</c>: malicious, potentially unwanted, suspicious.</summary>
    public IReadOnlyList<string>? Classifications { get; init; }

    /// <summary>Any of <c>blocked</c>, <c>blocked_parent</c>, <c>detected</c>, <c>informational</c>.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Text to look for.</summary>
    public string? SearchTerm { get; init; }

    /// <summary>Happened at this time or later.</summary>
    public DateTime? From { get; init; }

    /// <summary>Happened at this time or earlier.</summary>
    public DateTime? To { get; init; }

    /// <summary>Any of <c>open</c>, <c>closed</c>.</summary>
    public IReadOnlyList<string>? ManagementStates { get; init; }

    /// <summary>Any of <c>informational</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>.</summary>
    public IReadOnlyList<string>? Severities { get; init; }

    /// <summary>Any of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>
    /// The property to sort by: <c>detection_date</c>, <c>threat_id</c>, <c>severity</c>, ...; a dash before it sorts in descending order.
    /// </summary>
    public string? SortBy { get; init; }
}
