using Kandji.Automation.Configuration;
using Kandji.Client.Model;

namespace Kandji.Automation.Inventory;

/// <summary>A difference between a tenant and what it was at the last run.</summary>
public sealed class InventoryChange
{
    /// <summary>
    /// The id of the change, the same each time that the change is written. A receiver that remembers it takes each change once.
    /// </summary>
    public string Id { get; internal set; } = "";

    /// <summary>The kind of the thing.</summary>
    public ConfigurationKind Kind { get; internal set; }

    /// <summary>The way in which it differs.</summary>
    public InventoryChangeType Change { get; internal set; }

    /// <summary>The id of the thing.</summary>
    public string ObjectId { get; internal set; } = "";

    /// <summary>The id that it had before, of one that enrolled again; else null.</summary>
    public string? PreviousId { get; internal set; }

    /// <summary>The serial number of a device; null for what has none.</summary>
    public string? SerialNumber { get; internal set; }

    /// <summary>The name.</summary>
    public string? Name { get; internal set; }

    /// <summary>The property that has another value: <c>OsVersion</c>; null for a change of the whole thing.</summary>
    public string? Property { get; internal set; }

    /// <summary>The value before.</summary>
    public object? Before { get; internal set; }

    /// <summary>The value now.</summary>
    public object? After { get; internal set; }

    /// <summary>The thing as it is now, of the type that the command for its kind returns; null for one that was removed.</summary>
    public KandjiObject? Object { get; internal set; }

    /// <summary>The thing as it was; null for a new one.</summary>
    public KandjiObject? Previous { get; internal set; }

    /// <summary>The time of the run that found the change, in local time.</summary>
    public DateTime DetectedAt { get; internal set; }

    /// <summary>The tenant.</summary>
    public string? Tenant => Origin?.Name;

    /// <summary>The tenant that the thing is of.</summary>
    internal TenantIdentity? Origin { get; set; }

    /// <summary>Describes the change.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize($"{Kind} {Change}: {Name}" + (SerialNumber is null ? "" : $" ({SerialNumber})")
            + (Property is null ? "" : $", {Property}"));
}
