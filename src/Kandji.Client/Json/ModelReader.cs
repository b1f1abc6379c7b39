using System.Text.Json;
using Kandji.Client.Model;

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

    private static readonly bool NotesNulls = typeof(INullAware).IsAssignableFrom(typeof(T));

    private static readonly bool IsPartial = typeof(IPartialModel).IsAssignableFrom(typeof(T));

    // For each field (and, last, for the beginning) the one that came after it the last time: the next object has, as a rule, the
    // same fields in the same order. Several threads may write here; the worst that a lost guess costs is a search.
    private static readonly int[] Followers = Enumerable.Range(1, Fields.Length).Append(0).ToArray();

    /// <summary>
    /// Reads the object at the reader's current token; leaves the reader at its end. Of a key that is sent twice, the last value
    /// that is not null counts.
    /// </summary>
    /// <exception cref="JsonException">The current token does not start an object, or the JSON is broken.</exception>
    public static T Read(ref JsonTokenReader reader, StringPool context) => Read(ref reader, context, out _);

    /// <summary>Reads the object and tells how many of its fields the model knows.</summary>
    public static T Read(ref JsonTokenReader reader, StringPool context, out int known)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw UnexpectedJsonException.At(ref reader, "an object");
        var model = new T { Origin = context.Origin };

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
                {
                    if (NotesNulls)
                        ((INullAware)model).NullFields = [.. ((INullAware)model).NullFields ?? [], field.ApiName];
                    continue;
                }
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    JsonTokenReader before = reader;
                    if (field.Read(ref reader, model, context))
                        continue;
                    reader = before;
                }
                else if (field.Read(ref reader, model, context))
                {
                    continue;
                }
                model.Keep(field.ApiName, reader.ParseValue());
            }
            else if (IsPartial)
            {
                reader.Skip();
            }
            else
            {
                string name = reader.GetString()!;
                reader.Read();
                model.Keep(name, reader.ParseValue());
            }
        }
        return model;
    }

    private static int Find(ref JsonTokenReader reader, ModelField<T>[] fields, int[] followers, int previous)
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
