using System.Collections.Concurrent;
using System.Reflection;

namespace Kandji.Client.Http;

/// <summary>The operations of an enumeration whose values each stand for one, as their <see cref="ApiOperationAttribute"/> says.</summary>
internal sealed class OperationTable
{
    private static readonly ConcurrentDictionary<Type, OperationTable> Tables = new();

    private readonly Type _enumeration;
    private readonly Dictionary<Enum, ApiOperationAttribute> _entries;

    private OperationTable(Type enumeration)
    {
        _enumeration = enumeration;
        Values = Enum.GetValues(enumeration).Cast<Enum>().ToList();
        _entries = Values.ToDictionary(
            value => value,
            value => enumeration.GetField(value.ToString())!.GetCustomAttribute<ApiOperationAttribute>()
                ?? throw new InvalidOperationException($"The value {value} of {enumeration.Name} names no operation."));
    }

    /// <summary>The values, in the order in which they are declared.</summary>
    public IReadOnlyList<Enum> Values { get; }

    /// <summary>The entry of a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such value.</exception>
    public ApiOperationAttribute this[Enum value] => _entries.TryGetValue(value, out ApiOperationAttribute? entry)
        ? entry
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{_enumeration.Name} has no such value.");

    /// <summary>The table of an enumeration.</summary>
    /// <param name="enumeration">An enumeration all of whose values have an <see cref="ApiOperationAttribute"/>.</param>
    /// <returns>The table, always the same object.</returns>
    /// <exception cref="InvalidOperationException">A value names no operation.</exception>
    public static OperationTable For(Type enumeration) => Tables.GetOrAdd(enumeration, static type => new OperationTable(type));

    /// <summary>Determines whether the values of a type stand for operations.</summary>
    /// <param name="type">The type.</param>
    public static bool IsTable(Type type) =>
        type.IsEnum
        && type.GetFields(BindingFlags.Static | BindingFlags.Public).Any(field => field.IsDefined(typeof(ApiOperationAttribute)));
}
