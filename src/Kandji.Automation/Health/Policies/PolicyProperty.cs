using System.Reflection;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Policies;

/// <summary>A property of a thing, or of a part of it, that a rule of the policy looks at: <c>OsVersion</c>, <c>User.Email</c>.</summary>
internal sealed class PolicyProperty
{
    private readonly PropertyInfo[] _path;

    private PolicyProperty(string name, PropertyInfo[] path)
    {
        Name = name;
        _path = path;
        Type type = path[path.Length - 1].PropertyType;
        ValueType = Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>The name, with dots between the parts.</summary>
    public string Name { get; }

    /// <summary>The type of its values.</summary>
    public Type ValueType { get; }

    /// <summary>Finds a property; null with a sentence about why there is none.</summary>
    public static PolicyProperty? Find(Type type, string name, out string problem)
    {
        var path = new List<PropertyInfo>();
        Type current = type;
        foreach (string part in name.Split('.'))
        {
            PropertyInfo? property = Readable(current)
                .FirstOrDefault(candidate => candidate.Name.Equals(part, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                problem = $"There is no property '{part}'."
                    + Configuration.Files.NearestName.Sentence(Readable(current).Select(candidate => candidate.Name), part);
                return null;
            }
            path.Add(property);
            current = property.PropertyType;
        }
        problem = typeof(KandjiObject).IsAssignableFrom(current)
            ? $"'{name}' has properties of its own: {string.Join(", ", Readable(current).Select(property => $"{name}.{property.Name}"))}. "
                + "Name one of them."
            : "";
        return problem.Length == 0 ? new PolicyProperty(string.Join(".", path.Select(part => part.Name)), [.. path]) : null;
    }

    /// <summary>The value that an object has; null for none.</summary>
    public object? Read(object item)
    {
        object? value = item;
        foreach (PropertyInfo property in _path)
        {
            if (value is null)
                return null;
            value = property.GetValue(value);
        }
        return value;
    }

    private static IEnumerable<PropertyInfo> Readable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0);
}
