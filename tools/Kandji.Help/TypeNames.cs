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
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when !type.IsEnum => "Int32",
            TypeCode.Int64 when !type.IsEnum => "Int64",
            _ => type.Name.Split('`')[0],
        };
    }
}
