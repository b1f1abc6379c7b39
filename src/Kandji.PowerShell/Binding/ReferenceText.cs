using System.Collections;
using System.Data;
using System.Xml;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The common parts of the reference transformations: lists, wrapped objects, and rows whose columns have several spellings.
/// </summary>
internal static class ReferenceText
{
    /// <summary>The objects that an argument holds: itself, or its items when it is a list.</summary>
    public static IEnumerable<object> Items(object? input) => ArgumentValues.Flatten(input).OfType<object>();

    /// <summary>
    /// Text, or a number as text: as it was typed where that is known, so that 0012345 keeps its zeros and 12E5 is not 1200000. Null for
    /// anything else.
    /// </summary>
    public static string? GetText(object? input) => input.Unwrap() switch
    {
        string text => text.Trim(),
        Guid id => id.ToString("D"),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => LanguagePrimitives.ConvertTo<string>(input),
        // The cells of a workbook. Where the text has an exponent, the last digits of what somebody wrote there are gone.
        double or float when LanguagePrimitives.ConvertTo<string>(input) is var text
            && (text.All(IsOfNumber) || text != LanguagePrimitives.ConvertTo<string>(input.Unwrap())) => text,
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
            if (GetText(column.Value) is not { Length: > 0 } text)
                continue;
            string plain = Plain(column.Key);
            if (found.TryGetValue(plain, out string? other) && names.Contains(plain))
                RequireSame(column.Key, text, other);
            found[plain] = text;
        }
        // An audit event names what it is about by kind and id; its own id names nothing else.
        if (found.TryGetValue("targettype", out string? kind) && found.TryGetValue("targetid", out string? target))
            found = new Dictionary<string, string>(StringComparer.Ordinal) { [DescribeKind(Plain(kind)) + "id"] = target };
        bool isForeign = IsForeign(row);
        return names.Where(name => !isForeign || name is not ("id" or "name"))
            .Select(name => found.TryGetValue(name, out string? value) ? value : null).FirstOrDefault(value => value is not null);
    }

    /// <summary>
    /// The value of the columns that each name what is meant, for what must not be another: two with different values, or one whose value
    /// cannot be read, are an error, whatever the others say.
    /// </summary>
    /// <param name="row">An object with properties, or a hashtable.</param>
    /// <param name="names">Names as for <see cref="Column"/>.</param>
    /// <exception cref="ObjectException">The columns do not name one thing.</exception>
    public static string? OnlyColumn(object row, params string[] names)
    {
        string? only = null;
        foreach (string name in names)
        {
            if (Column(row, name) is { } text)
            {
                if (only is not null)
                    RequireSame(name, text, only);
                only = text;
            }
            else if (FindColumn(row, name) is { Value: { } value } column)
                throw Unreadable(column.Key, value);
        }
        return only;
    }

    /// <summary>The error about a column whose value is neither text nor a number.</summary>
    /// <param name="column">The column, as the row spells it.</param>
    /// <param name="value">The value.</param>
    public static ObjectException Unreadable(string column, object value)
    {
        object plain = value.Unwrap()!;
        string held = plain is IConvertible ? $" '{LanguagePrimitives.ConvertTo<string>(plain)}'" : "";
        return new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
            $"The column '{column}' holds a {plain.GetType().Name}{held}, which is neither text nor a whole number. Nothing was sent about "
                + "the row.");
    }

    private static void RequireSame(string column, string text, string other)
    {
        if (!string.Equals(text, other, StringComparison.OrdinalIgnoreCase))
            throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
                $"The row has several columns like '{column}', with '{other}' and '{text}'. Correct the row, or leave out the column that "
                    + "is not meant.");
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
    /// The object when it is a row of somebody's own making, as Import-Csv reads it or a database returns it, or a hashtable; null for an
    /// object of a type. One of this module that Import-Clixml or a job brought back is no row either: nobody wrote into it what should
    /// become of the device.
    /// </summary>
    public static object? GetRow(object input) =>
        input.Unwrap() is PSCustomObject or IDictionary or DataRow or DataRowView && !IsBroughtBack(input) ? input : null;

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
    /// What an object of this module is, with an article: <c>a Tag</c>, <c>an InHouseApp</c>. Null for everything else.
    /// </summary>
    public static string? DescribeType(object input) =>
        GetModuleTypes(input) is { Count: > 0 } types && types[0].Substring(types[0].LastIndexOf('.') + 1) is var name
            ? WithArticle(name)
            : null;

    /// <summary>A name with its indefinite article.</summary>
    public static string WithArticle(string name) => $"{("AEIO".IndexOf(name[0]) >= 0 ? "an" : "a")} {name}";

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

    private static bool IsOfNumber(char c) => c is (>= '0' and <= '9') or '-' or '.';

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
