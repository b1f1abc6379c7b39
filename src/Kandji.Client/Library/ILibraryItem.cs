namespace Kandji.Client.Library;

/// <summary>The common properties of all library items: custom scripts, custom profiles, custom apps and in-house apps.</summary>
public interface ILibraryItem
{
    /// <summary>The library item's id, a UUID.</summary>
    string? Id { get; }

    /// <summary>The name. Names need not be unique.</summary>
    string? Name { get; }

    /// <summary>Indicates whether the item is given to devices.</summary>
    bool? Active { get; }
}
