using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The common properties of all library items: custom scripts, custom profiles, custom apps and in-house apps.</summary>
public interface ILibraryItem : INamedObject
{
    /// <summary>Indicates whether the item is given to devices.</summary>
    bool? Active { get; }
}
