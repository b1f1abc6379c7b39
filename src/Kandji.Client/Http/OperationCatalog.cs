using System.Reflection;

namespace Kandji.Client.Http;

/// <summary>Every operation that the client knows.</summary>
internal static class OperationCatalog
{
    /// <summary>The operations, each once, by section, permission and path.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } = Declared()
        .GroupBy(operation => operation.ToString())
        .Select(same => same.First())
        .OrderBy(operation => operation.Section, StringComparer.Ordinal)
        .ThenBy(operation => operation.Permission, StringComparer.Ordinal)
        .ThenBy(operation => operation.Path, StringComparer.Ordinal)
        .ThenBy(operation => operation.Method.Method, StringComparer.Ordinal)
        .ToList();

    // Fields of the operations classes, and values of enumerations that are tables of operations.
    private static IEnumerable<ApiOperation> Declared()
    {
        foreach (Type type in typeof(ApiOperation).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (field.FieldType == typeof(ApiOperation) && field.IsInitOnly)
                    yield return (ApiOperation)field.GetValue(null)!;
            }
            if (!OperationTable.IsTable(type))
                continue;
            OperationTable table = OperationTable.For(type);
            foreach (Enum value in table.Values)
                yield return table[value].Operation;
        }
    }
}
