using System.Text;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Webhooks;

/// <summary>A request that a receiver got.</summary>
public sealed class ReceivedWebhook
{
    /// <summary>The method.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path, with the query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The bytes of the body.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Indicates whether a signature was right, and the timestamp not far from now.</summary>
    public bool IsSigned { get; internal set; }

    /// <summary>Indicates whether it was answered with 2xx.</summary>
    public bool IsAccepted { get; internal set; }

    /// <summary>The id of the message.</summary>
    public string Id => Header("webhook-id");

    /// <summary>The message.</summary>
    public JsonNode Message => JsonNode.Parse(Encoding.UTF8.GetString(Body))!;

    /// <summary>The message's type.</summary>
    public string Type => (string)Message["type"]!;

    /// <summary>The message's data.</summary>
    public JsonNode Data => Message["data"]!;

    /// <summary>A header; empty where there is none.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out string? value) ? value : "";
}
