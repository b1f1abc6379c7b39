namespace Kandji.Client.Audit;

/// <summary>Which audit events to list, and in which order.</summary>
public sealed class AuditQuery
{
    /// <summary>The earliest time of an event; null for no bound. A time of unspecified kind is local.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The latest time of an event; null for no bound. A time of unspecified kind is local.</summary>
    public DateTime? End { get; init; }

    /// <summary>True for the newest events first. False unless set, as the service has it.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>How many events to ask for in one request, at most 500. 500 unless set.</summary>
    public int PageSize { get; init; } = 500;
}
