using System.Globalization;
using System.Security;

namespace Kandji.Simulator.Routes;

/// <summary>
/// The store for files. It is strict where the real one is: about the form's order, and about tokens that do not belong there.
/// </summary>
internal static class StoreRoutes
{
    /// <summary>Where forms are posted to.</summary>
    public const string UploadPath = "/storage/northwind-library";

    /// <summary>Where the files that were uploaded are read, by signed addresses.</summary>
    public const string ObjectPath = "/storage/objects";

    public static void Register(RouteTable routes)
    {
        routes.Open("POST", UploadPath, Upload);
        routes.Open("GET", "/storage/files/{file_id}", Download);
        routes.Open("GET", ObjectPath + "/{file_name}", Read);
    }

    private static ApiResponse Upload(ApiRequest apiRequest)
    {
        if (apiRequest.Header("Authorization") is not null)
            return Error(400, "InvalidArgument", "Only one way of authorizing is allowed.");
        if (apiRequest.Header("Content-Length") is null)
            return Error(411, "MissingContentLength", "The length of the content must be known.");
        var parts = apiRequest.Multipart;
        var at = parts.ToList().FindIndex(p => p.Name == "file");
        if (at < 0 || parts[at].FileName is null)
            return Error(400, "InvalidArgument", "The form must hold exactly one file.");
        if (at != parts.Count - 1)
            return Error(400, "InvalidArgument", "The file must be the last field.");

        var fields = parts.Take(at).ToDictionary(p => p.Name, p => p.Text);
        if (!fields.TryGetValue("key", out var key) || apiRequest.State.Store.FindForm(key) is not { } form)
            return Error(403, "AccessDenied", "Invalid according to policy: the key is another.");
        if (form.Any(f => fields.GetValueOrDefault(f.Key) != f.Value))
            return Error(403, "SignatureDoesNotMatch", "The signature is not the one that was calculated.");
        if (parts[at].Bytes.Length > apiRequest.State.Store.MaxFileSize)
            return Error(400, "EntityTooLarge", "The file is larger than is allowed.");
        apiRequest.State.Store.Put(key, parts[at].Bytes);
        return ApiResponse.Empty(204);
    }

    private static ApiResponse Download(ApiRequest apiRequest)
    {
        if (apiRequest.Header("Authorization") is not null)
            return Error(400, "InvalidArgument", "Only one way of authorizing is allowed.");
        return apiRequest.State.Store.FindPublished(apiRequest.Part("file_id"), apiRequest.Query("signature")) is { } content
            ? Content(apiRequest, content)
            : Error(403, "AccessDenied", "The request has expired.");
    }

    private static ApiResponse Read(ApiRequest apiRequest)
    {
        if (apiRequest.Header("Authorization") is not null)
            return Error(400, "InvalidArgument", "Only one way of authorizing is allowed.");
        var store = apiRequest.State.Store;
        if (store.FindEnd(apiRequest.Query("key"), apiRequest.Query("expires"), apiRequest.Query("signature")) is not { } end)
            return Error(403, "SignatureDoesNotMatch", "The signature is not the one that was calculated.");
        if (end <= apiRequest.Now)
            return Error(403, "AccessDenied", "Request has expired.");
        return store.Find(apiRequest.Query("key")!) is { } content
            ? Content(apiRequest, content)
            : Error(404, "NoSuchKey", "The specified key does not exist.");
    }

    // The rest of a file, from a position, as a client asks for it that has the beginning.
    private static ApiResponse Content(ApiRequest apiRequest, byte[] content)
    {
        const string unit = "bytes=";
        if (apiRequest.Header("Range") is not { } range || !range.StartsWith(unit, StringComparison.Ordinal) || !range.EndsWith('-')
            || !int.TryParse(range[unit.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            return ApiResponse.Bytes(content, "application/octet-stream");
        if (from >= content.Length)
            return Error(416, "InvalidRange", "The requested range is not satisfiable.");
        return ApiResponse.Bytes(content.AsMemory(from), "application/octet-stream", 206)
            .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}"));
    }

    private static ApiResponse Error(int status, string code, string message) => ApiResponse.Text(
        $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code>"""
            + $"""<Message>{SecurityElement.Escape(message)}</Message><RequestId>8QX1</RequestId></Error>""",
        "application/xml",
        status);
}
