using Kandji.Client.Model;

namespace Kandji.Help;

/// <summary>Types as people write them.</summary>
internal static class TypeNames
{
    public static string Format(Type type)
    {
        if (type.IsArray)
            return Format(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Format(inner);
        if (IsObjectList(type))
            return "ObjectList of " + Format(GetItemType(type));
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when !type.IsEnum => "Int32",
            TypeCode.Int64 when !type.IsEnum => "Int64",
            _ => type.Name.Split('`')[0],
        };
    }

    /// <summary>The type of the items of an array or a list; the type itself when it is neither.</summary>
    public static Type GetItemType(Type type) =>
        type.IsArray ? type.GetElementType()!
        : IsObjectList(type) ? type.GetGenericArguments()[0]
        : type == typeof(TextList) ? typeof(string)
        : type;

    private static bool IsObjectList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ObjectList<>);
}
