namespace Kandji.Simulator.Webhooks;

/// <summary>The way in which a receiver answers a request.</summary>
public sealed class WebhookReply
{
    /// <summary>The status; 0 to cut the connection.</summary>
    public int Code { get; private init; }

    /// <summary>The body.</summary>
    public string Body { get; private init; } = "";

    /// <summary>Indicates whether there is no answer at all.</summary>
    public bool Hangs { get; private init; }

    /// <summary>Headers of the answer.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    /// <summary>Answers with a status.</summary>
    public static WebhookReply Status(int code, string body = "", params IReadOnlyList<(string Name, string Value)> headers) =>
        new() { Code = code, Body = body, Headers = headers };

    /// <summary>Takes the request and cuts the connection.</summary>
    public static WebhookReply Reset() => new();

    /// <summary>Takes the request and never answers.</summary>
    public static WebhookReply Hang() => new() { Hangs = true, Code = 200 };
}
