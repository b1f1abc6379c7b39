using System.Reflection;
using System.Xml.Linq;

namespace Kandji.Help;

/// <summary>The documentation comments of the source, as the compiler left them beside the assemblies.</summary>
internal sealed class DocumentationComments
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    /// <summary>Reads the comments of assemblies.</summary>
    /// <exception cref="FileNotFoundException">An assembly has no documentation beside it.</exception>
    public DocumentationComments(params Assembly[] assemblies)
    {
        foreach (Assembly assembly in assemblies)
        {
            string file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
            XElement members = XElement.Load(file, LoadOptions.PreserveWhitespace).Element("members")
                ?? throw new InvalidDataException(file + " holds no members.");
            foreach (XElement member in members.Elements("member"))
                _members[(string)member.Attribute("name")!] = member;
        }
    }

    /// <summary>The comment of a type; null when it has none.</summary>
    public XElement? Find(Type type) => _members.GetValueOrDefault("T:" + GetName(type));

    /// <summary>The comment of a property; null when it has none. An inherited comment is found where it is written.</summary>
    public XElement? Find(PropertyInfo property)
    {
        var places = new List<Type>();
        for (Type? type = property.DeclaringType; type is not null; type = type.BaseType)
            places.Add(type);
        places.AddRange(property.DeclaringType!.GetInterfaces());
        foreach (Type place in places)
        {
            if (_members.TryGetValue($"P:{GetName(place)}.{property.Name}", out XElement? comment) && comment.Element("inheritdoc") is null)
                return comment;
        }
        return null;
    }

    /// <summary>The comment of a value of an enumeration; null when it has none.</summary>
    public XElement? FindValue(Type enumeration, string value) => _members.GetValueOrDefault($"F:{GetName(enumeration)}.{value}");

    private static string GetName(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
