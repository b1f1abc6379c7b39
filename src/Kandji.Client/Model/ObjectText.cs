using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Kandji.Client.Model;

/// <summary>The text of objects that nothing names, such as a section of a device's detail: <c>FileVaultEnabled=True; ...</c>.</summary>
internal static class ObjectText
{
    // A longer list in an object is shown by its length.
    private const int ListedItems = 5;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Shown = new();

    /// <summary>Writes the fields of an object that have a value, by the names of their properties.</summary>
    public static string Describe(KandjiObject model)
    {
        var parts = new List<string>();
        foreach (PropertyInfo property in Shown.GetOrAdd(model.GetType(), Find))
        {
            string text = Write(property.GetValue(model));
            if (text.Length > 0)
                parts.Add($"{property.Name}={text}");
        }
        return PrintableText.Sanitize(string.Join("; ", parts));
    }

    private static string Write(object? value) => value switch
    {
        null => "",
        string text => text,
        ICollection { Count: > ListedItems } list => $"{list.Count} items",
        ICollection list => string.Join(", ", list.Cast<object?>().Select(ListText.Write)),
        KandjiObject nested when nested.ToString() is { Length: > 0 } text => text.IndexOf('=') >= 0 ? $"({text})" : text,
        _ => ListText.Write(value),
    };

    // Properties that are computed from others cannot be written, and are left out. The fields that no class knows are properties of a
    // class that is made for them.
    private static PropertyInfo[] Find(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || property.DeclaringType!.Assembly.IsDynamic)
            .ToArray();
}
