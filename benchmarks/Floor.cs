using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kandji.Client.Devices;
using Kandji.Client.Json;

namespace Kandji.Benchmarks;

/// <summary>
/// The least that any client has to do: HttpClient asks for one page after the other, each is tokenized with Utf8JsonReader, and nothing
/// is kept. With objects it is the least that a client has to do whose users get objects: the same loop, in which each device is made and
/// kept.
/// </summary>
internal sealed class Floor : IDisposable
{
    private delegate int PageReader(ReadOnlySpan<byte> json);

    private readonly HttpClient _http;

    public Floor(SimulatorProcess simulator)
    {
        _http = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = simulator.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Token);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Reads the whole device list and returns how many devices were in it.</summary>
    public Task<int> ListAsync() => ListAsync(Tokenize);

    /// <summary>The same, with an object made of each device, and kept until the end.</summary>
    public async Task<int> ListObjectsAsync()
    {
        var strings = new StringPool();
        var kept = new List<Device>();
        await ListAsync(json => MakeObjects(json, strings, kept)).ConfigureAwait(false);
        return kept.Count;
    }

    private async Task<int> ListAsync(PageReader read)
    {
        int devices = 0;
        while (true)
        {
            int page = await ReadAsync($"/api/v1/devices?limit=300&offset={devices}&ordering=device_id", read);
            devices += page;
            if (page < 300)
                return devices;
        }
    }

    /// <summary>Reads one answer to its last token and returns how many objects its outermost array holds.</summary>
    public Task<int> ReadAsync(string path) => ReadAsync(path, Tokenize);

    private async Task<int> ReadAsync(string path, PageReader read)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using Stream stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)(answer.Content.Headers.ContentLength ?? (512 * 1024)) + 1);
        int length = 0;
        int count;
        while ((count = await stream.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false)) > 0)
        {
            length += count;
            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        int objects = read(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return objects;
    }

    public void Dispose() => _http.Dispose();

    private static int Tokenize(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        int objects = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 1)
                objects++;
        }
        return objects;
    }

    private static int MakeObjects(ReadOnlySpan<byte> json, StringPool strings, List<Device> kept)
    {
        var reader = new JsonTokenReader(json);
        reader.Read();
        int objects = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            kept.Add(ModelReader<Device>.Read(ref reader, strings));
            objects++;
        }
        return objects;
    }
}
