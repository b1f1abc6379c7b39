using System;

namespace Kandji.Client.Library;

/// <summary>What all items of the library have: custom scripts, custom profiles, custom apps and in-house apps.</summary>
public abstract class LibraryItem : KandjiObject
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the item is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>When the item was created, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the item was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Printable.Of(Name ?? Id);
}
