using System.Text.Json;
using System.Threading;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Paging;

/// <summary>Reads pages in each form that the service wraps them in.</summary>
internal static class PageReader
{
    /// <summary>A bare array; a single object counts as an array of one, which the device list has been seen to answer.</summary>
    public static Page<T> ReadArray<T>(ApiResponse response, ReadContext context)
        where T : KandjiObject, new()
    {
        Utf8JsonReader reader = response.ReadJson();
        var page = new Page<T>();
        if (reader.TokenType == JsonTokenType.StartObject)
            page.Items.Add(ReadSingle<T>(ref reader, context));
        else
            ReadItems(ref reader, page, context, response.Stop);
        RequireEnd(ref reader);
        return page;
    }

    /// <summary>
    /// An object that holds the items under a key beside <c>count</c>, <c>total</c> or <c>total_count</c>, and <c>next</c>.
    /// Where two counts are sent that differ, there is none: one of them has been seen to be the number of the page.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="context">The listing's strings.</param>
    /// <param name="itemsKey">The key of the items: <c>results</c> or <c>data</c>.</param>
    /// <param name="envelopeKey">The key that holds all this, one level down; null for the top level.</param>
    public static Page<T> ReadEnvelope<T>(ApiResponse response, ReadContext context, string itemsKey = "results", string? envelopeKey = null)
        where T : KandjiObject, new()
    {
        Utf8JsonReader reader = response.ReadJson();
        var page = new Page<T>();
        bool found = false;
        if (envelopeKey is null)
        {
            found = ReadEnvelope(ref reader, page, context, itemsKey, response.Stop);
        }
        else
        {
            Require(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isEnvelope = reader.ValueTextEquals(envelopeKey);
                reader.Read();
                if (isEnvelope)
                    found = ReadEnvelope(ref reader, page, context, itemsKey, response.Stop);
                else
                    reader.Skip();
            }
        }
        if (!found)
            throw new UnexpectedJsonException($"it has no '{itemsKey}'");
        RequireEnd(ref reader);
        return page;
    }

    private static bool ReadEnvelope<T>(ref Utf8JsonReader reader, Page<T> page, ReadContext context, string itemsKey, CancellationToken stop)
        where T : KandjiObject, new()
    {
        Require(ref reader, JsonTokenType.StartObject);
        bool found = false, isCounted = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(itemsKey))
            {
                reader.Read();
                page.Items.Clear();
                ReadItems(ref reader, page, context, stop);
                found = true;
            }
            else if (reader.ValueTextEquals("count") || reader.ValueTextEquals("total") || reader.ValueTextEquals("total_count"))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long total))
                {
                    page.Total = isCounted && page.Total != total ? null : total;
                    isCounted = true;
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("next"))
            {
                reader.Read();
                page.Next = reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } next ? next : null;
                page.TellsNext = true;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        return found;
    }

    // An object that has no field of the model is something else, an error perhaps.
    private static T ReadSingle<T>(ref Utf8JsonReader reader, ReadContext context)
        where T : KandjiObject, new()
    {
        T item = ModelReader<T>.Read(ref reader, context, out int known);
        return known > 0 ? item : throw new UnexpectedJsonException("an array was expected");
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, Page<T> page, ReadContext context, CancellationToken stop)
        where T : KandjiObject, new()
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        Require(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            stop.ThrowIfCancellationRequested();
            page.Items.Add(ModelReader<T>.Read(ref reader, context));
        }
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw UnexpectedJsonException.At(ref reader, UnexpectedJsonException.NameOf(type));
    }

    /// <summary>Reads on past the last token, which makes the reader notice what follows it.</summary>
    /// <exception cref="JsonException">Something does.</exception>
    public static void RequireEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw new JsonException("Something follows the end of the answer.");
    }
}
