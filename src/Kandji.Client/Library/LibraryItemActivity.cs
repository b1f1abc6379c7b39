using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>Something that was done to a library item.</summary>
public sealed class LibraryItemActivity : TenantObject
{
    /// <summary>The entry's id, a number that grows.</summary>
    public long? Id { get; set; }

    /// <summary>When it was done, in local time.</summary>
    public DateTime? ActivityTime { get; set; }

    /// <summary>
    /// The type of activity: <c>library_item_created</c>, <c>library_item_edited</c>, <c>library_item_assignment_changed</c>, ...
    /// </summary>
    public string? ActivityType { get; set; }

    /// <summary>The id of the administrator who did it.</summary>
    public string? UserId { get; set; }

    /// <summary>The e-mail address of the administrator who did it.</summary>
    public string? UserEmail { get; set; }

    /// <summary>The changes in words, where they are known.</summary>
    public object? Details { get; set; }

    /// <summary>The id of the library item that was asked about.</summary>
    [NotFromApi]
    public string? LibraryItemId { get; set; }

    /// <summary>The name of the library item that was asked about, where the caller knew it.</summary>
    [NotFromApi]
    public string? LibraryItemName { get; set; }
}
