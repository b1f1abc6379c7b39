using System.Collections;
using System.Data;
using System.Globalization;
using System.Xml;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The common parts of the reference transformations: lists, wrapped objects, and rows whose columns have several spellings.
/// </summary>
internal static class ReferenceText
{
    /// <summary>The objects that an argument holds: itself, or its items when it is a list.</summary>
    public static IEnumerable<object> Items(object? input) => ArgumentValues.Flatten(input).OfType<object>();

    /// <summary>Text or a number as text; null for anything else.</summary>
    public static string? GetText(object? input) => input.Unwrap() switch
    {
        string text => text.Trim(),
        Guid id => id.ToString("D"),
        int or long => Convert.ToString(input.Unwrap(), CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>
    /// The first column of a row that has one of the names, however spelled, and is not blank. The target of an audit event counts as a
    /// column of its kind: <c>blueprintid</c> of an event about a blueprint. The plain columns <c>id</c> and <c>name</c> are read from rows
    /// and from objects of this module only: a process, a file and a user of another directory have them too, for something else.
    /// </summary>
    /// <param name="row">An object with properties, or a hashtable.</param>
    /// <param name="names">Names in lower case without separators: <c>serialnumber</c> finds SerialNumber, serial_number and 'Serial
    /// Number'.</param>
    public static string? Column(object row, params string[] names)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in Columns(row))
        {
            if (GetText(column.Value) is { Length: > 0 } text)
                found[Plain(column.Key)] = text;
        }
        // An audit event names what it is about by kind and id; its own id names nothing else.
        if (found.TryGetValue("targettype", out string? kind) && found.TryGetValue("targetid", out string? target))
            found = new Dictionary<string, string>(StringComparer.Ordinal) { [DescribeKind(Plain(kind)) + "id"] = target };
        bool isForeign = IsForeign(row);
        return names.Where(name => !isForeign || name is not ("id" or "name"))
            .Select(name => found.TryGetValue(name, out string? value) ? value : null).FirstOrDefault(value => value is not null);
    }

    /// <summary>The value of a column, text or not; null when there is no such column.</summary>
    public static object? ColumnValue(object row, string name) => Columns(row).LastOrDefault(column => Plain(column.Key) == name).Value;

    /// <summary>The last column of a name that is not blank, as the row spells it; the default where there is none.</summary>
    public static KeyValuePair<string, object?> FindColumn(object row, string name) =>
        Columns(row).LastOrDefault(column => Plain(column.Key) == name && column.Value.Unwrap() is not (null or DBNull)
            && GetText(column.Value) is not { Length: 0 });

    /// <summary>Indicates whether a row has any of several columns, filled or not.</summary>
    public static bool HasColumn(object row, params string[] names) => Columns(row).Any(column => names.Contains(Plain(column.Key)));

    /// <summary>
    /// The object when it is a row of somebody's own making, as Import-Csv reads it, or a hashtable; null for an object of a type. One of
    /// this module that Import-Clixml or a job brought back is no row either: nobody wrote into it what should become of the device.
    /// </summary>
    public static object? GetRow(object input) =>
        input.Unwrap() is PSCustomObject or IDictionary && !IsBroughtBack(input) ? input : null;

    /// <summary>
    /// The advice for an error about a row that names nothing: where all its columns are in one name, the file was read with another
    /// delimiter than it has, as those of Excel in much of Europe are.
    /// </summary>
    public static string DelimiterHint(object row) =>
        GetRow(row) is not null && Columns(row).ToList() is { Count: 1 } columns
            && columns[0].Key.IndexOfAny([';', '\t', '|']) is >= 0 and var at
            ? $" Its only column is '{columns[0].Key}': Import-Csv may need -Delimiter "
                + $"{(columns[0].Key[at] == '\t' ? "\"`t\"" : $"'{columns[0].Key[at]}'")}."
            : "";

    /// <summary>Indicates whether text is a UUID, which is how this API names most things.</summary>
    public static bool IsUuid(string text) => Guid.TryParseExact(text, "D", out _);

    /// <summary>Indicates whether text is a whole number, which is how older tenants name users.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && text.All(c => c is >= '0' and <= '9');

    /// <summary>
    /// Indicates whether an object is neither a row nor of this module, but an object of another product or of .NET itself.
    /// </summary>
    public static bool IsForeign(object input)
    {
        if (input is PSObject { TypeNames.Count: > 0 } wrapped && wrapped.TypeNames[0] is var type
            && type.StartsWith("Deserialized.", StringComparison.Ordinal))
            return !type.StartsWith("Deserialized.Kandji.", StringComparison.Ordinal)
                && !type.EndsWith("PSCustomObject", StringComparison.Ordinal);
        object plain = input.Unwrap();
        return plain is not (PSCustomObject or IDictionary or DataRow or DataRowView or XmlNode)
            && plain.GetType().Namespace?.StartsWith("Kandji.", StringComparison.Ordinal) != true;
    }

    /// <summary>
    /// The names of the types of this module that an object is of, or was of before Import-Clixml, a job or Import-Csv brought it back; the
    /// type itself comes before those it derives from. Empty for everything else, such as what Select-Object made of one.
    /// </summary>
    public static IReadOnlyList<string> GetModuleTypes(object input)
    {
        var names = new List<string>();
        for (Type? type = input.Unwrap().GetType(); type is not null; type = type.BaseType)
            names.Add(type.FullName ?? "");
        if (input is PSObject wrapped)
            names.AddRange(wrapped.TypeNames.Select(WithoutPrefix));
        return names.Where(name => name.StartsWith("Kandji.", StringComparison.Ordinal)).Distinct().ToList();
    }

    /// <summary>
    /// Indicates whether an object's plain columns <c>id</c> and <c>name</c> may be those of an object of a type: in a row they are what
    /// the person says, in an object of this module they are its own.
    /// </summary>
    public static bool MayBe<T>(object input) =>
        GetModuleTypes(input) is not { Count: > 0 } names
            || typeof(T).Assembly.GetTypes().Any(type => typeof(T).IsAssignableFrom(type) && names.Contains(type.FullName!));

    // A job within a job brings an object back twice.
    private static string WithoutPrefix(string typeName)
    {
        const string deserialized = "Deserialized.", csv = "CSV:";
        while (typeName.StartsWith(deserialized, StringComparison.Ordinal) || typeName.StartsWith(csv, StringComparison.Ordinal))
            typeName = typeName.Substring(typeName[0] == 'D' ? deserialized.Length : csv.Length);
        return typeName;
    }

    private static bool IsBroughtBack(object input) =>
        input is PSObject { TypeNames.Count: > 0 } wrapped
            && wrapped.TypeNames[0].StartsWith("Deserialized.Kandji.", StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, object?>> Columns(object row)
    {
        object plain = row.Unwrap();
        return plain is IDictionary map
            ? map.Keys.Cast<object>().Select(key => new KeyValuePair<string, object?>(key.ToString() ?? "", map[key]))
            : PSObject.AsPSObject(row).Properties.Where(property => property.IsGettable)
                .Select(property => new KeyValuePair<string, object?>(property.Name, GetValue(property)));
    }

    private static string DescribeKind(string targetType) => targetType switch
    {
        "computer" or "mdmdevice" => "device",
        "directoryuser" => "user",
        _ => targetType,
    };

    private static string Plain(string name) => new(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());

    private static object? GetValue(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // A column that cannot be read names nothing.
            return null;
        }
    }
}
