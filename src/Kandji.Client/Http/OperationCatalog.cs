using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Kandji.Client.Http;

/// <summary>Every operation that the client knows.</summary>
internal static class OperationCatalog
{
    /// <summary>The operations, each once, by section, permission and path.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } = (
        from type in typeof(ApiOperation).Assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(ApiOperation) && field.IsInitOnly
        let operation = (ApiOperation)field.GetValue(null)!
        group operation by operation.ToString() into same
        select same.First())
        .OrderBy(operation => operation.Section, System.StringComparer.Ordinal)
        .ThenBy(operation => operation.Permission, System.StringComparer.Ordinal)
        .ThenBy(operation => operation.Path, System.StringComparer.Ordinal)
        .ThenBy(operation => operation.Method.Method, System.StringComparer.Ordinal)
        .ToList();
}
