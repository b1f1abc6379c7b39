namespace Kandji.Client.Threats;

/// <summary>A filter for threats of version 1 of the endpoint. Properties that are null do not filter.</summary>
public sealed class ThreatVersion1Query
{
    /// <summary>The id of a device.</summary>
    public string? DeviceId { get; init; }

    /// <summary><c>malware</c> or <c>pup</c>.</summary>
    public string? Classification { get; init; }

    /// <summary><c>quarantined</c>, <c>not_quarantined</c> or <c>released</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Text that is part of the device's name, the file's hash or the file's path.</summary>
    public string? Term { get; init; }

    /// <summary>Found within so many days.</summary>
    public int? DateRange { get; init; }

    /// <summary>
    /// The property to sort by: <c>threat_name</c>, <c>classification</c>, <c>device_name</c>, <c>process_name</c>, <c>process_owner</c>,
    /// <c>detection_date</c> or <c>status</c>; a dash before it sorts in descending order.
    /// </summary>
    public string? SortBy { get; init; }

    /// <summary>How many threats to list at most; null for all.</summary>
    public long? First { get; init; }
}
