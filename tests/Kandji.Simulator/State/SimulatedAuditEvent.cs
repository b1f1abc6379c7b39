namespace Kandji.Simulator.State;

/// <summary>An event of the audit log.</summary>
public sealed class SimulatedAuditEvent(string id) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who did it.</summary>
    public required string ActorId { get; init; }

    /// <summary>The kind of the actor.</summary>
    public string ActorType { get; init; } = "user";

    /// <summary>To what.</summary>
    public required string TargetId { get; init; }

    /// <summary>The kind of the target.</summary>
    public required string TargetType { get; init; }

    /// <summary>Which part of it; empty for all of it.</summary>
    public string TargetComponent { get; init; } = "";

    /// <summary>The state of the target afterwards.</summary>
    public IReadOnlyDictionary<string, object?> NewState { get; init; } = new Dictionary<string, object?>();

    /// <summary>Anything else.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();
}

public sealed partial class TenantState
{
    // The letters of ULIDs, in which ids sort by time.
    private const string UlidLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private int _auditNumber;

    /// <summary>The audit log, in the order in which things were written to it.</summary>
    public StateCollection<SimulatedAuditEvent> AuditEvents => Collection(ref field);

    /// <summary>An id for an event: later events have greater ones.</summary>
    internal string NextAuditId(DateTimeOffset time)
    {
        Span<char> id = stackalloc char[26];
        var ms = time.ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, ms >>= 5)
            id[i] = UlidLetters[(int)(ms & 31)];
        var number = (long)Interlocked.Increment(ref _auditNumber);
        for (var i = 25; i >= 10; i--, number >>= 5)
            id[i] = UlidLetters[(int)(number & 31)];
        return new string(id);
    }
}
