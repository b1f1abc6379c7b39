using System.Text.Json;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Paging;

/// <summary>Reads pages in each form that the service wraps them in.</summary>
internal static class PageReader
{
    /// <summary>Reads a bare array.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="context">The listing's strings.</param>
    /// <param name="allowSingle">
    /// Indicates whether a single object counts as an array of one, which the device list has been seen to answer when it is filtered.
    /// </param>
    /// <exception cref="JsonException">The answer is not an array of such objects; null is not an empty array.</exception>
    public static Page<T> ReadArray<T>(ApiResponse response, StringPool context, bool allowSingle = false)
        where T : KandjiObject, new()
    {
        context.Origin = response.Origin;
        JsonTokenReader reader = response.ReadJson();
        var page = new Page<T>();
        page.IsSingle = allowSingle && reader.TokenType == JsonTokenType.StartObject;
        if (page.IsSingle)
            page.Items.Add(ReadSingle<T>(ref reader, context));
        else
            ReadItems(ref reader, page, context, response);
        reader.RequireEnd();
        return page;
    }

    /// <summary>
    /// Reads an object that holds the items under a key beside <c>count</c>, <c>total</c> or <c>total_count</c>, and <c>next</c>.
    /// Where two counts are sent that differ, there is none: one of them has been seen to be the number of the page.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="context">The listing's strings.</param>
    /// <param name="itemsKey">The key of the items: <c>results</c> or <c>data</c>.</param>
    /// <param name="envelopeKey">The key that holds all this, one level down; null for the top level.</param>
    /// <param name="nextKey">The key of what names the next page: <c>next</c> or <c>cursor</c>.</param>
    /// <param name="deviceId">
    /// The device that was asked about, for answers that name theirs at the top; null for all others.
    /// </param>
    /// <exception cref="JsonException">The answer is not such an object. Items that are null are none only beside a count of 0.</exception>
    public static Page<T> ReadEnvelope<T>(
        ApiResponse response, StringPool context, string itemsKey = "results", string? envelopeKey = null, string nextKey = "next",
        string? deviceId = null)
        where T : KandjiObject, new()
    {
        context.Origin = response.Origin;
        JsonTokenReader reader = response.ReadJson();
        var page = new Page<T>();
        bool found = false;
        if (envelopeKey is null)
        {
            found = ReadEnvelope(ref reader, page, context, itemsKey, nextKey, response, deviceId);
        }
        else
        {
            Require(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isEnvelope = reader.ValueTextEquals(envelopeKey), isDevice = reader.ValueTextEquals("device_id"u8);
                reader.Read();
                if (isEnvelope)
                    found = ReadEnvelope(ref reader, page, context, itemsKey, nextKey, response, deviceId: null);
                else
                    ReadDevice(ref reader, isDevice ? deviceId : null);
            }
        }
        if (!found)
            throw new UnexpectedJsonException($"it has no '{itemsKey}'");
        reader.RequireEnd();
        return page;
    }

    private static bool ReadEnvelope<T>(
        ref JsonTokenReader reader, Page<T> page, StringPool context, string itemsKey, string nextKey, ApiResponse response,
        string? deviceId)
        where T : KandjiObject, new()
    {
        Require(ref reader, JsonTokenType.StartObject);
        bool found = false, isNull = false, isCounted = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(itemsKey))
            {
                reader.Read();
                page.Items.Clear();
                found = true;
                isNull = reader.TokenType == JsonTokenType.Null;
                if (isNull)
                    continue;
                int start = reader.BytesConsumed;
                ReadItems(ref reader, page, context, response);
                page.Fingerprint = Fingerprint.From(response.Body.Slice(start, reader.BytesConsumed - start));
            }
            else if (reader.ValueTextEquals("count"u8) || reader.ValueTextEquals("total"u8) || reader.ValueTextEquals("total_count"u8))
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
            else if (reader.ValueTextEquals("limit"u8) || reader.ValueTextEquals("size"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long limit) && limit > 0)
                    page.Limit = limit;
                else
                    reader.Skip();
            }
            else if (reader.ValueTextEquals(nextKey))
            {
                reader.Read();
                ReadNext(ref reader, page);
            }
            else
            {
                bool isDevice = reader.ValueTextEquals("device_id"u8);
                reader.Read();
                ReadDevice(ref reader, isDevice ? deviceId : null);
            }
        }
        return found && (!isNull || page.Total == 0);
    }

    // What another device has, or was told to do, must not pass for what this one has.
    private static void ReadDevice(ref JsonTokenReader reader, string? expected)
    {
        if (expected is not null && reader.TokenType == JsonTokenType.String)
            ApiConnection.RequireSame(expected, reader.GetString());
        reader.Skip();
    }

    // A number is a cursor, too; an object, an array or a truth value is nothing that can be followed, and not the end either.
    private static void ReadNext<T>(ref JsonTokenReader reader, Page<T> page)
    {
        page.TellsNext = true;
        page.Next = reader.TokenType switch
        {
            JsonTokenType.String when reader.GetString() is { Length: > 0 } text => text,
            JsonTokenType.Number => reader.GetText(),
            _ => null,
        };
        page.IsNextUnreadable = reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null);
        reader.Skip();
    }

    // An object that has no field of the model is something else, an error perhaps.
    private static T ReadSingle<T>(ref JsonTokenReader reader, StringPool context)
        where T : KandjiObject, new()
    {
        T item = ModelReader<T>.Read(ref reader, context, out int known);
        return known > 0 ? item : throw new UnexpectedJsonException("an array was expected");
    }

    private static void ReadItems<T>(ref JsonTokenReader reader, Page<T> page, StringPool context, ApiResponse response)
        where T : KandjiObject, new()
    {
        Require(ref reader, JsonTokenType.StartArray);
        int from = 0, end = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            response.Stop.ThrowIfCancellationRequested();
            from = reader.BytesConsumed - 1;
            T item = ModelReader<T>.Read(ref reader, context);
            if (response.KeepsSources && item is TenantObject whole)
                whole.ReceivedJson = response.Json.Slice(from, reader.BytesConsumed - from).ToArray();
            page.Items.Add(item);
            end = reader.BytesConsumed;
            if (page.Items.Count == 1)
                page.FirstFingerprint = Fingerprint.From(response.Json.Slice(from, end - from));
        }
        page.LastFingerprint = Fingerprint.From(response.Json.Slice(from, end - from));
    }

    private static void Require(ref JsonTokenReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw UnexpectedJsonException.At(ref reader, UnexpectedJsonException.GetName(type));
    }
}
