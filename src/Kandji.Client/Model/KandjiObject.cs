using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Kandji.Client.Model;

/// <summary>
/// The base of everything that the API returns. A property is the API's name in PascalCase: <c>last_check_in</c> is
/// <c>LastCheckIn</c>. Fields without a property, and values that do not fit the type of their property, are kept; see
/// <see cref="GetUnknownFields"/>.
/// </summary>
public abstract class KandjiObject
{
    private static readonly Dictionary<string, JsonElement> None = new();

    private Dictionary<string, JsonElement>? _unknown;

    /// <summary>The tenant that the object, or the object that it is a part of, was read from; null when it was not read.</summary>
    internal TenantIdentity? Origin { get; set; }

    /// <summary>
    /// Fields that the API sent and no property took, by the API's own name. A field whose value did not fit its property
    /// (a date that is invalid) is here too, and its property is null.
    /// </summary>
    /// <returns>The fields; empty when every field was known.</returns>
    public IReadOnlyDictionary<string, JsonElement> GetUnknownFields() => _unknown ?? None;

    /// <summary>
    /// The object's name, or its id without one, where its class has them, and otherwise the fields that have a value:
    /// <c>FileVaultEnabled=True; ...</c>.
    /// </summary>
    /// <returns>Text for messages, and for a cell of a CSV file that holds the object.</returns>
    public override string ToString() =>
        this is INamedObject named ? PrintableText.Sanitize(named.Name ?? named.Id) : ObjectText.Describe(this);

    /// <summary>
    /// Indicates whether an object is this one, or is the text of this one, without regard to case: in PowerShell, the text that a table
    /// shows of an object finds it.
    /// </summary>
    /// <param name="obj">The object or the text.</param>
    /// <returns>True if it is.</returns>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (obj is string text && string.Equals(ToString(), text, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    internal void Keep(string name, JsonElement value) => (_unknown ??= new())[name] = value;
}
