namespace Kandji.Client.Http;

/// <summary>A small file of a multipart form.</summary>
/// <param name="Key">The field.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="Content">The content.</param>
internal sealed record FormFile(string Key, string FileName, byte[] Content);
