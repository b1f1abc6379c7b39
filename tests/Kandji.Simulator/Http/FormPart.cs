using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kandji.Simulator.Http;

/// <summary>One part of a multipart form: a field, or a file when it has a file name.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public static IReadOnlyList<FormPart> Read(byte[] body, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            throw new ApiErrorException(415, ErrorShape.Detail, $"Unsupported media type \"{contentType}\" in request.");

        var parts = new List<FormPart>();
        var reader = new MultipartReader(boundary, new MemoryStream(body));
        try
        {
            // The body is in memory, so nothing here waits.
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition)
                    continue;
                using var content = new MemoryStream();
                section.Body.CopyTo(content);
                var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                parts.Add(new FormPart(
                    HeaderUtilities.RemoveQuotes(disposition.Name).ToString(),
                    fileName.HasValue ? HeaderUtilities.RemoveQuotes(fileName).ToString() : null,
                    section.ContentType,
                    content.ToArray()));
            }
        }
        catch (IOException e)
        {
            throw ApiErrorException.BadRequest("Multipart form parse error - " + e.Message);
        }

        return parts;
    }
}
