using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kandji.Client.Tests.Support;

/// <summary>Makes answers.</summary>
internal static class StubResponse
{
    public static HttpResponseMessage Json(string json, int status = 200) =>
        Bytes(Encoding.UTF8.GetBytes(json), "application/json", status);

    public static HttpResponseMessage Html(string html, int status = 200) => Bytes(Encoding.UTF8.GetBytes(html), "text/html", status);

    public static HttpResponseMessage Empty(int status = 200) => Bytes([], null, status);

    public static HttpResponseMessage Bytes(byte[] body, string? contentType, int status = 200)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    public static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public static HttpResponseMessage With(this HttpResponseMessage response, string name, string value)
    {
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
