using Kandji.Client.Audit;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>Something that happened in a tenant: a change of the inventory, or an event of the audit log.</summary>
internal sealed class WatchEntry
{
    /// <summary>A change of the inventory.</summary>
    public WatchEntry(InventoryKind kind, JournalFrame frame, StoredChange change)
    {
        Kind = kind;
        Frame = frame;
        Change = change;
    }

    /// <summary>An event of the audit log.</summary>
    public WatchEntry(AuditEvent auditEvent) => Event = auditEvent;

    /// <summary>The kind of a change.</summary>
    public InventoryKind? Kind { get; }

    /// <summary>The run that found the change.</summary>
    public JournalFrame? Frame { get; }

    /// <summary>The change; null for an event.</summary>
    public StoredChange? Change { get; }

    /// <summary>The event; null for a change.</summary>
    public AuditEvent? Event { get; }
}
