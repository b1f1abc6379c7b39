namespace Kandji.Client.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class Page<T>
{
    /// <summary>The page's items in the server's order.</summary>
    public List<T> Items { get; } = new();

    /// <summary>How many items the whole list has, where the page tells.</summary>
    public long? Total { get; set; }

    /// <summary>How many items a page may have, where the page tells.</summary>
    public long? Limit { get; set; }

    /// <summary>The name of the next page (a URL, a bare cursor, a number), if the page has one.</summary>
    public string? Next { get; set; }

    /// <summary>Indicates whether the page says something about a next page, if only that there is none.</summary>
    public bool TellsNext { get; set; }

    /// <summary>Indicates whether the page names a next page in a form that cannot be followed.</summary>
    public bool IsNextUnreadable { get; set; }

    /// <summary>Indicates whether one object came in the place of a list.</summary>
    public bool IsSingle { get; set; }

    /// <summary>Indicates whether the server answered that there is no such page.</summary>
    public bool IsGone { get; init; }

    /// <summary>
    /// Tells pages apart by the bytes of their items, for lists whose items have no key; 0 for a bare array, whose items have one.
    /// </summary>
    public ulong Fingerprint { get; set; }

    /// <summary>Tells the first item from others by its bytes.</summary>
    public ulong FirstFingerprint { get; set; }

    /// <summary>Tells the last item from others by its bytes.</summary>
    public ulong LastFingerprint { get; set; }
}
