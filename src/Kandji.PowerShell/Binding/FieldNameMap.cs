using System.Collections.Concurrent;
using System.Reflection;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>The two names of a model's fields: the property's, which people see, and the API's, which it is asked by.</summary>
internal static class FieldNameMap
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, string>> ByModel = new();

    /// <summary>The API's names of a model's fields by the names of its properties, in any case.</summary>
    public static IReadOnlyDictionary<string, string> For(Type model) => ByModel.GetOrAdd(model, static type => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && typeof(KandjiObject).IsAssignableFrom(property.DeclaringType)
            && property.GetCustomAttribute<NotFromApiAttribute>() is null)
        .ToDictionary(
            property => property.Name,
            property => property.GetCustomAttribute<ApiNameAttribute>()?.Name ?? ApiName.ToSnakeCase(property.Name),
            StringComparer.OrdinalIgnoreCase));

    /// <summary>The property that holds a field of the API; null when the model has none for it.</summary>
    public static PropertyInfo? FindProperty(Type model, string apiName) =>
        For(model).FirstOrDefault(names => names.Value == apiName).Key is { } name ? model.GetProperty(name) : null;

    /// <summary>
    /// The API's name of a field that somebody named in either way. A name that no property has may be a field that came to the API
    /// later: it is turned into the API's style.
    /// </summary>
    public static string ToApi(Type model, string name) =>
        For(model).TryGetValue(name, out string? known) ? known
        : name.Any(char.IsUpper) ? ApiName.ToSnakeCase(name)
        : name;
}
