using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>
/// Reads objects of the API into a model class by the names of its properties.
/// It differs from a serializer where this API needs it: a value of the wrong kind never fails the object around it but is
/// kept aside, every unknown field is kept, repeated strings are shared, and fields that come in the same order in each object,
/// as they do here, are found with one comparison.
/// </summary>
/// <typeparam name="T">The model.</typeparam>
internal static class ModelReader<T>
    where T : KandjiObject, new()
{
    private static readonly ModelField<T>[] Fields = ModelField<T>.All();

    // For each field (and, last, for the beginning) the one that came after it the last time: the next object has, as a rule, the
    // same fields in the same order. Several threads may write here; the worst that a lost guess costs is a search.
    private static readonly int[] Followers = Enumerable.Range(1, Fields.Length).Append(0).ToArray();

    /// <summary>
    /// Reads the object at the reader's current token; leaves the reader at its end. Of a key that is sent twice, the last value
    /// that is not null counts.
    /// </summary>
    /// <exception cref="JsonException">The current token does not start an object, or the JSON is broken.</exception>
    public static T Read(ref Utf8JsonReader reader, ReadContext context) => Read(ref reader, context, out _);

    /// <summary>Reads the object and tells how many of its fields the model knows.</summary>
    public static T Read(ref Utf8JsonReader reader, ReadContext context, out int known)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw UnexpectedJsonException.At(ref reader, "an object");
        var model = new T();

        // One look at each static: in code that all models share they cost a search of their own.
        ModelField<T>[] fields = Fields;
        int[] followers = Followers;
        int previous = fields.Length;
        known = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = Find(ref reader, fields, followers, previous);
            if (index >= 0)
            {
                previous = index;
                known++;
                ModelField<T> field = fields[index];
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null)
                    continue;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    Utf8JsonReader before = reader;
                    if (field.Read(ref reader, model, context))
                        continue;
                    reader = before;
                }
                else if (field.Read(ref reader, model, context))
                {
                    continue;
                }
                model.Keep(field.ApiName, JsonElement.ParseValue(ref reader));
            }
            else
            {
                string name = reader.GetString()!;
                reader.Read();
                model.Keep(name, JsonElement.ParseValue(ref reader));
            }
        }
        return model;
    }

    private static int Find(ref Utf8JsonReader reader, ModelField<T>[] fields, int[] followers, int previous)
    {
        int guess = followers[previous];
        if (guess < fields.Length && reader.ValueTextEquals(fields[guess].Utf8Name))
            return guess;
        for (int i = 0; i < fields.Length; i++)
        {
            if (reader.ValueTextEquals(fields[i].Utf8Name))
                return followers[previous] = i;
        }
        return -1;
    }
}

/// <summary>A property of a model: its name in the API and how its value is read.</summary>
internal sealed class ModelField<T>
{
    private delegate bool Reader<TValue>(ref Utf8JsonReader reader, ReadContext context, out TValue? value);

    private delegate bool Setter(ref Utf8JsonReader reader, T model, ReadContext context);

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

    /// <summary>Reads the current value into the model; false when it does not fit: the reader then stands where it stood, or inside the value.</summary>
    public bool Read(ref Utf8JsonReader reader, T model, ReadContext context) => _read(ref reader, model, context);

    /// <summary>The fields of the model in the order of its properties, those of base classes first.</summary>
    public static ModelField<T>[] All() =>
        Lineage(typeof(T)).Reverse()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.CanWrite && property.GetCustomAttribute<NotFromApiAttribute>() is null)
            .Select(Of)
            .ToArray();

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(KandjiObject); t = t.BaseType)
            yield return t;
    }

    private static ModelField<T> Of(PropertyInfo property)
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
            : type == typeof(string[]) ? Make<string[]>(property, JsonValues.ReadStrings)
            : type.IsArray ? MakeFor(nameof(MakeArray), type.GetElementType()!, property)
            : Nullable.GetUnderlyingType(type) is { IsEnum: true } known ? MakeFor(nameof(MakeEnum), known, property)
            : typeof(KandjiObject).IsAssignableFrom(type) ? MakeFor(nameof(MakeObject), type, property)
            : throw new NotSupportedException($"{typeof(T).Name}.{property.Name} has a type that no reader knows: {type}.");
        return new ModelField<T>(apiName, property.Name, read);
    }

    private static Setter Make<TValue>(PropertyInfo property, Reader<TValue> read)
    {
        var set = (Action<T, TValue?>)Delegate.CreateDelegate(typeof(Action<T, TValue?>), property.GetSetMethod(nonPublic: true)!);
        return (ref Utf8JsonReader reader, T model, ReadContext context) =>
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

    private static Setter MakeArray<TModel>(PropertyInfo property)
        where TModel : KandjiObject, new() => Make<TModel[]>(property, JsonValues.ReadObjects);

    private static Setter MakeEnum<TEnum>(PropertyInfo property)
        where TEnum : struct, Enum => Make<TEnum?>(property, JsonValues.ReadEnum);
}

/// <summary>Marks a property that the module fills, not the API.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotFromApiAttribute : Attribute;
