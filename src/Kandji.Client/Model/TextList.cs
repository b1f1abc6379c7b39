using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kandji.Client.Model;

/// <summary>
/// A list of texts that an object of the API has, such as the tags of a device. It cannot be changed; assign another list, or an array,
/// to the property instead. As text it is <c>a; b</c>, which <see cref="Parse"/> reads back: that is what a cell of a CSV file shows.
/// </summary>
[CollectionBuilder(typeof(TextList), nameof(Create))]
[TypeConverter(typeof(TextListConverter))]
public sealed class TextList : ReadOnlyCollection<string>
{
    /// <summary>The list without items.</summary>
    internal static TextList None { get; } = new(Array.Empty<string>());

    /// <summary>Makes a list of items.</summary>
    /// <param name="items">The items.</param>
    public TextList(IEnumerable<string> items)
        : this(items.ToArray())
    {
    }

    private TextList(string[] items)
        : base(items)
    {
    }

    /// <summary>The number of items, by the name that it has in an array.</summary>
    public int Length => Count;

    /// <summary>Makes a list of items, as <c>["a", "b"]</c> does in C#.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The list.</returns>
    public static TextList Create(ReadOnlySpan<string> items) => items.Length == 0 ? None : new TextList(items.ToArray());

    /// <summary>
    /// Reads the text of a list. Semicolons and commas are between the items, blanks around an item do not count, and empty items are left
    /// out; an item in double quotes may contain all of these, and a double quote in it is written twice.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The list.</returns>
    /// <exception cref="FormatException">An item begins with a double quote, and no double quote ends it.</exception>
    public static TextList Parse(string text) => new(ListText.Split(text));

    /// <summary>Makes a list of an array.</summary>
    /// <param name="items">The items; null is null.</param>
    public static implicit operator TextList?(string[]? items) => items is null ? null : Wrap((string[])items.Clone());

    /// <summary>
    /// The items with semicolons between them; items that <see cref="Parse"/> would read differently are in double quotes.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() => ListText.Join(this);

    /// <summary>Makes a list of an array that nobody else has.</summary>
    internal static TextList Wrap(string[] items) => items.Length == 0 ? None : new TextList(items);
}
