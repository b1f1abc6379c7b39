using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// The names of the fields of a kind, found by their bytes: the same few names come in every row, and each is looked at closely once.
/// </summary>
/// <param name="kind">The kind of the rows.</param>
internal sealed class FieldNames(InventoryKind kind)
{
    // An answer that invents names does not fill the memory.
    private const int MaxKept = 4096;

    private readonly FieldName?[] _places = new FieldName?[256];
    private int _count;

    /// <summary>Finds the name at which a reader stands.</summary>
    public FieldName Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return new FieldName(kind, reader.GetString()!);
        ReadOnlySpan<byte> name = reader.ValueSpan;
        int place = GetPlace(name);
        for (FieldName? known = _places[place]; known is not null; known = known.Next)
        {
            if (name.SequenceEqual(known.Utf8))
                return known;
        }
        var added = new FieldName(kind, reader.GetString()!) { Next = _places[place] };
        if (_count++ < MaxKept)
            _places[place] = added;
        return added;
    }

    private static int GetPlace(ReadOnlySpan<byte> name)
    {
        if (name.Length == 0)
            return 0;
        return (name.Length + (name[0] * 7) + (name[name.Length / 2] * 31) + (name[name.Length - 1] * 131)) & 0xff;
    }
}
