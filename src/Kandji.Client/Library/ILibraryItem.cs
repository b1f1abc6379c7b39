namespace Kandji.Client.Library;

/// <summary>What all items of the library have: custom scripts, custom profiles, custom apps and in-house apps.</summary>
public interface ILibraryItem
{
    /// <summary>The library item's id, a UUID.</summary>
    string? Id { get; }

    /// <summary>The name. Names need not be unique.</summary>
    string? Name { get; }

    /// <summary>Whether the item is given to devices.</summary>
    bool? Active { get; }
}
