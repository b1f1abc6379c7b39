using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Paging;
using Kandji.Client.Users;

namespace Kandji.Fuzz;

/// <summary>Everything that reads what the service sends.</summary>
internal static class Target
{
    private static readonly HttpResponseHeaders NoHeaders = new HttpResponseMessage().Headers;

    // One for all inputs, as a session has, so that what one input leaves behind can hurt another.
    private static readonly StringPool Context = new();

    /// <summary>Reads an input in every way.</summary>
    /// <returns>In how many ways it could be read.</returns>
    public static int Read(byte[] input)
    {
        ErrorBody.Read(input, text => text);
        ApiTime.TryParse(input, out _);
        Try(input, response => HttpTrace.Format(response, text => text).Length);
        return Try(input, response => Look(PageReader.ReadArray<Device>(response, Context)))
            + Try(input, response => Look(PageReader.ReadEnvelope<Blueprint>(response, Context)))
            + Try(input, response => Look(PageReader.ReadEnvelope<User>(response, Context, envelopeKey: "commands")))
            + Try(input, response => Look(PageReader.ReadEnvelope<Device>(response, Context, itemsKey: "data")));
    }

    private static int Try(byte[] input, Func<ApiResponse, int> read)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(input.Length + 1);
        input.CopyTo(buffer, 0);
        using var response = new ApiResponse(HttpStatusCode.OK, NoHeaders, "application/json", buffer, input.Length);
        try
        {
            read(response);
            return 1;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    // The reader keeps unknown fields, which must be readable later.
    private static int Look<T>(Page<T> page)
        where T : KandjiObject
    {
        foreach (T item in page.Items)
        {
            foreach (JsonElement field in item.GetUnknownFields().Values)
                JsonValues.ToPlain(field);
        }
        return page.Items.Count;
    }
}
