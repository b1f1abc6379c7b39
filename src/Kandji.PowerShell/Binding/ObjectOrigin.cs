using System.Runtime.CompilerServices;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The tenant that an object came from: the tenant itself for an object that was read in this process, its name for one that a file, a job
/// or a row brought back.
/// </summary>
internal sealed class ObjectOrigin
{
    private static readonly ConditionalWeakTable<string, ObjectOrigin> OfText = new();

    private ObjectOrigin(TenantIdentity? identity, string name, string? column = null)
    {
        Identity = identity;
        Name = name;
        Hint = column is null
            ? ""
            : $" The tenant is that of the column '{column}'. If that column is of another system and no tenant of Kandji, leave it out: "
                + $"Select-Object * -ExcludeProperty {(column.All(char.IsLetterOrDigit) ? column : $"'{column.Replace("'", "''")}'")}.";
    }

    /// <summary>The tenant; null when only its name is known.</summary>
    public TenantIdentity? Identity { get; }

    /// <summary>The tenant's name or host.</summary>
    public string Name { get; }

    /// <summary>
    /// For an error: the column of a row that the tenant was read from, and how to leave it out; empty for what is no row. Rows of other
    /// systems have a column of that name for something else.
    /// </summary>
    public string Hint { get; }

    /// <summary>The origin of an object; null for one that does not tell, as text does not.</summary>
    public static ObjectOrigin? From(object? input) => input.Unwrap() switch
    {
        null => null,
        string text => OfText.TryGetValue(text, out ObjectOrigin? kept) ? kept : null,
        ObjectReference reference => reference.Origin,
        KandjiObject known => From(known.Origin),
        IOriginated known => From(known.Origin),
        _ when ReferenceText.IsForeign(input!) => null,
        _ => FromColumn(input!),
    };

    /// <summary>The origin of what was read from a tenant; null for what was not read.</summary>
    public static ObjectOrigin? From(TenantIdentity? identity) => identity is null ? null : new ObjectOrigin(identity, identity.Name);

    /// <summary>Makes text of an object that a parameter of text was given, which keeps the object's origin.</summary>
    /// <returns>The text, which is no other's.</returns>
    public static string Keep(string text, ObjectOrigin origin)
    {
        if (text.Length == 0)
            return text;
        string own = new(text.ToCharArray());
        OfText.Add(own, origin);
        return own;
    }

    // Whatever the column holds is a tenant: a value that names none that is open is refused, and never passed over.
    private static ObjectOrigin? FromColumn(object input)
    {
        KeyValuePair<string, object?> column = ReferenceText.FindColumn(input, "tenant");
        string name = string.Join(", ", ReferenceText.Items(column.Value).Select(GetName)).Trim();
        return name.Length == 0 ? null : new ObjectOrigin(null, name, IsOwnRow(input) ? column.Key : null);
    }

    private static string GetName(object value) => value.Unwrap() switch
    {
        Uri { IsAbsoluteUri: true } uri => uri.IsDefaultPort ? uri.Host : uri.Authority,
        var plain when ReferenceText.GetText(plain) is { } text => text,
        // A session, a registered tenant, or what a file brought back of one.
        _ when !ReferenceText.IsForeign(value)
            && Uri.TryCreate(ReferenceText.ColumnValue(value, "uri")?.ToString(), UriKind.Absolute, out Uri? uri) => GetName(uri),
        var plain => plain.ToString() ?? "",
    };

    // A projection of an object of this module by Select-Object is not a row of another system.
    private static bool IsOwnRow(object input) =>
        ReferenceText.GetRow(input) is not null
            && !(input is PSObject wrapped && wrapped.TypeNames.Any(name => name.StartsWith("Selected.Kandji.", StringComparison.Ordinal)));

    /// <summary>Indicates whether the object came from a tenant.</summary>
    public bool IsFrom(TenantIdentity tenant) => Identity is null ? tenant.IsNamed(Name) : tenant.IsSame(Identity);
}
