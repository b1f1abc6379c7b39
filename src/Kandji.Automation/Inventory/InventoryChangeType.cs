namespace Kandji.Automation.Inventory;

/// <summary>The ways in which something of a tenant differs from what it was at the last run.</summary>
public enum InventoryChangeType
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>A property has another value.</summary>
    Changed,

    /// <summary>A complete list lacks it.</summary>
    Removed,

    /// <summary>It was removed, and is back under the same id.</summary>
    Returned,

    /// <summary>The serial number is there under a new id, and the thing of the old id is gone or enrolled earlier.</summary>
    Reenrolled,
}
