using System.Management.Automation;
using System.Reflection;

namespace Kandji.Help;

/// <summary>
/// Finds the dynamic parameters of a cmdlet by asking it for each value that a parameter with a closed set of values can have.
/// </summary>
internal static class DynamicParameters
{
    public static IReadOnlyList<DynamicParameter> Find(Type cmdlet)
    {
        if (!typeof(IDynamicParameters).IsAssignableFrom(cmdlet))
            return [];
        var found = new List<(PropertyInfo Property, string With)>();
        foreach (PropertyInfo trigger in Parameters(cmdlet).Where(property => Plain(property.PropertyType).IsEnum))
        {
            foreach (object value in Enum.GetValues(Plain(trigger.PropertyType)))
            {
                object instance = Activator.CreateInstance(cmdlet)!;
                trigger.SetValue(instance, value);
                if (((IDynamicParameters)instance).GetDynamicParameters() is { } parameters)
                    found.AddRange(Parameters(parameters.GetType()).Select(property => (property, $"-{trigger.Name} {value}")));
            }
        }
        return found
            .GroupBy(item => item.Property)
            .Select(group => new DynamicParameter(group.Key, group.Select(item => item.With).Distinct().ToList()))
            .ToList();
    }

    private static IEnumerable<PropertyInfo> Parameters(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.IsDefined(typeof(ParameterAttribute)));

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
