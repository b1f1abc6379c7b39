using System.Collections.Generic;

namespace Kandji.Client.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed class Page<T>
{
    /// <summary>The page's items in the server's order.</summary>
    public List<T> Items { get; } = new();

    /// <summary>How many items the whole list has, where the page tells.</summary>
    public long? Total { get; set; }

    /// <summary>What names the next page (a URL or a bare cursor), where the page tells.</summary>
    public string? Next { get; set; }

    /// <summary>Whether the page says something about a next page, if only that there is none.</summary>
    public bool TellsNext { get; set; }
}
