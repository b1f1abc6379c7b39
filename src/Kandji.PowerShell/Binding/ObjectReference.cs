using Kandji.Client.Model;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The base of the parameter types that take what a person has of an object: its id, text that names it, or the object itself.
/// </summary>
public abstract class ObjectReference
{
    private protected ObjectReference(string? id, string text)
    {
        Id = id;
        Text = text;
    }

    /// <summary>The object's id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The text that was given, or the object's name.</summary>
    public string Text { get; }

    /// <summary>
    /// The item of an argument that the reference was made of; null when it was made of text. A value passes twice through the binding of
    /// parameters where a proxy or a mock hands it on, and what the item was decides there too.
    /// </summary>
    internal object? Source { get; set; }

    /// <summary>The tenant of the object that the reference was made of; null when that did not tell, as text does not.</summary>
    internal ObjectOrigin? Origin { get; set; }

    /// <summary>
    /// The reason why the item of the reference names nothing for sure, such as a row that names two; null where there is none. PowerShell
    /// gives an error that is raised while it binds an id of its own, so the command raises it, before it does anything about the item.
    /// </summary>
    internal ObjectException? Failure { get; set; }

    /// <summary>Returns the text that was given, for messages.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;
}

/// <summary>The base of the references to objects of one type.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
public abstract class ObjectReference<T> : ObjectReference
    where T : class
{
    private protected ObjectReference(string? id, string text, T? known)
        : base(id, text) => Known = known is TenantObject { AsOf: not null } ? null : known;

    /// <summary>Refers to an object by text: a UUID is its id, anything else names it.</summary>
    private protected ObjectReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>The object, when it was read before. One of an inventory may be old, and is read again where it is needed.</summary>
    internal T? Known { get; }

    /// <summary>Makes a reference of one item of an argument.</summary>
    /// <param name="input">The item: a reference, an object, text, or a row.</param>
    /// <param name="fromObject">Makes a reference of an object of the type; returns null for one that cannot be found again.</param>
    /// <param name="fromText">Makes a reference of text that is not empty.</param>
    /// <param name="fromRow">Makes a reference of an object that names the one that is meant in a property; returns null if none
    /// does.</param>
    /// <returns>The reference; null if the item names nothing.</returns>
    private protected static TReference? From<TReference>(
        object input, Func<T, TReference?> fromObject, Func<string, TReference> fromText, Func<object, TReference?> fromRow)
        where TReference : ObjectReference<T> => input.Unwrap() switch
    {
        TReference reference => reference,
        T known => fromObject(known),
        _ when ReferenceText.GetText(input) is { } text => text.Length == 0 ? null : fromText(text),
        _ => fromRow(input),
    };

    /// <summary>Makes a reference of one item of an argument; rows name the object in one of several columns.</summary>
    private protected static TReference? From<TReference>(
        object input, Func<T, TReference?> fromObject, Func<string, TReference> fromText, params string[] columns)
        where TReference : ObjectReference<T> =>
        From(input, fromObject, fromText, row =>
        {
            // The tag of a blueprint's name, or with the number of a status, is not what was meant.
            IEnumerable<string> own = ReferenceText.MayBe<T>(row) ? columns : columns.Where(name => name is not ("id" or "name"));
            return ReferenceText.Column(row, own.ToArray()) is { } column ? fromText(column) : null;
        });
}
