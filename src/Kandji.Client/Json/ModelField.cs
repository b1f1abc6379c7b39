using System.Reflection;
using System.Text;
using Kandji.Client.Model;

namespace Kandji.Client.Json;

/// <summary>A property of a model: its name in the API and how its value is read.</summary>
internal sealed class ModelField<T>
{
    private delegate bool Reader<TValue>(ref JsonTokenReader reader, StringPool context, out TValue? value);

    private delegate bool Setter(ref JsonTokenReader reader, T model, StringPool context);

    private readonly Setter _read;

    private ModelField(string apiName, string propertyName, Setter read)
    {
        ApiName = apiName;
        PropertyName = propertyName;
        Utf8Name = Encoding.UTF8.GetBytes(apiName);
        _read = read;
    }

    public string ApiName { get; }

    public string PropertyName { get; }

    public byte[] Utf8Name { get; }

    /// <summary>
    /// Reads the current value into the model; false when it does not fit: the reader then stands where it stood, or inside the value.
    /// </summary>
    public bool Read(ref JsonTokenReader reader, T model, StringPool context) => _read(ref reader, model, context);

    /// <summary>The fields of the model in the order of its properties, those of base classes first.</summary>
    public static ModelField<T>[] All() =>
        Lineage(typeof(T)).Reverse()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.CanWrite && property.GetCustomAttribute<NotFromApiAttribute>() is null)
            .Select(Create)
            .ToArray();

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(KandjiObject); t = t.BaseType)
            yield return t;
    }

    private static ModelField<T> Create(PropertyInfo property)
    {
        string apiName = property.GetCustomAttribute<ApiNameAttribute>()?.Name ?? Json.ApiName.ToSnakeCase(property.Name);
        Type type = property.PropertyType;
        bool isSize = property.GetCustomAttribute<ByteSizeAttribute>() is not null;

        Setter read =
            type == typeof(string) ? Make<string>(property, JsonValues.ReadString)
            : type == typeof(bool?) ? Make<bool?>(property, JsonValues.ReadBoolean)
            : type == typeof(int?) ? Make<int?>(property, JsonValues.ReadInt32)
            : type == typeof(long?) ? Make<long?>(property, isSize ? JsonValues.ReadByteSize : JsonValues.ReadInt64)
            : type == typeof(double?) ? Make<double?>(property, JsonValues.ReadDouble)
            : type == typeof(DateTime?) ? Make<DateTime?>(property, JsonValues.ReadTime)
            : type == typeof(object) ? Make<object>(property, JsonValues.ReadAny)
            : type == typeof(TextList) ? Make<TextList>(property, JsonValues.ReadStrings)
            : IsList(type) ? MakeFor(nameof(MakeList), type.GetGenericArguments()[0], property)
            : Nullable.GetUnderlyingType(type) is { IsEnum: true } known ? MakeFor(nameof(MakeEnum), known, property)
            : typeof(KandjiObject).IsAssignableFrom(type) ? MakeFor(nameof(MakeObject), type, property)
            : throw new NotSupportedException($"{typeof(T).Name}.{property.Name} has a type that no reader knows: {type}.");
        return new ModelField<T>(apiName, property.Name, read);
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ObjectList<>);

    private static Setter Make<TValue>(PropertyInfo property, Reader<TValue> read)
    {
        var set = (Action<T, TValue?>)Delegate.CreateDelegate(typeof(Action<T, TValue?>), property.GetSetMethod(nonPublic: true)!);
        return (ref JsonTokenReader reader, T model, StringPool context) =>
        {
            if (!read(ref reader, context, out TValue? value))
                return false;
            set(model, value);
            return true;
        };
    }

    private static Setter MakeFor(string method, Type type, PropertyInfo property) =>
        (Setter)typeof(ModelField<T>).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, new object[] { property })!;

    private static Setter MakeObject<TModel>(PropertyInfo property)
        where TModel : KandjiObject, new() => Make<TModel>(property, JsonValues.ReadObject);

    private static Setter MakeList<TModel>(PropertyInfo property)
        where TModel : KandjiObject, new() => Make<ObjectList<TModel>>(property, JsonValues.ReadObjects);

    private static Setter MakeEnum<TEnum>(PropertyInfo property)
        where TEnum : struct, Enum => Make<TEnum?>(property, JsonValues.ReadEnum);
}
