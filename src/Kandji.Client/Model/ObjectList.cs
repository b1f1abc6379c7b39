using System.Collections.ObjectModel;

namespace Kandji.Client.Model;

/// <summary>
/// A list of values or objects that an object of the API has. It cannot be changed; assign another list to the property instead. As text
/// it is the text of its items.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class ObjectList<T> : ReadOnlyCollection<T>, IObjectList
{
    private readonly T[] _items;

    /// <summary>Makes a list of items.</summary>
    /// <param name="items">The items.</param>
    public ObjectList(IEnumerable<T> items)
        : this(items.ToArray())
    {
    }

    private ObjectList(T[] items)
        : base(items) => _items = items;

    /// <summary>The number of items, by the name that it has in an array.</summary>
    public int Length => Count;

    /// <summary>Makes a list of an array.</summary>
    /// <param name="items">The items; null is null.</param>
    public static implicit operator ObjectList<T>?(T[]? items) => items is null ? null : new ObjectList<T>((T[])items.Clone());

    /// <summary>The text of the items, with semicolons between them.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ListText.Join(this);

    /// <summary>Makes a list of an array that nobody else has.</summary>
    internal static ObjectList<T> Wrap(T[] items) => new(items);

    void IObjectList.Replace(Func<KandjiObject, KandjiObject> replacement)
    {
        for (int i = 0; i < _items.Length; i++)
        {
            if (_items[i] is KandjiObject item)
                _items[i] = (T)(object)replacement(item);
        }
    }
}
