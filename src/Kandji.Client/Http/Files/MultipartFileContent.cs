using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kandji.Client.Http.Files;

/// <summary>
/// A multipart form of fields and then one file, which is read while it is sent: no more of it than one buffer is ever in memory. A store
/// that takes signed forms ignores fields after the file, and wants to know the length before the first byte.
/// </summary>
internal sealed class MultipartFileContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _before;
    private readonly byte[] _after;
    private readonly Func<Stream>? _open;
    private readonly long _length;
    private readonly Action<long>? _onSent;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Describes a form without a file.</summary>
    public MultipartFileContent(IReadOnlyList<KeyValuePair<string, string>> fields)
        : this(fields, null, "", null, 0, null, default)
    {
    }

    /// <summary>Describes a form.</summary>
    /// <param name="fields">The fields, in their order.</param>
    /// <param name="fileField">The name of the file's field; null for a form without a file.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="open">Opens the file at its beginning.</param>
    /// <param name="length">How many bytes the file has.</param>
    /// <param name="onSent">Is told how many bytes of the file have been handed on so far; may be null.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public MultipartFileContent(
        IReadOnlyList<KeyValuePair<string, string>> fields,
        string? fileField,
        string fileName,
        Func<Stream>? open,
        long length,
        Action<long>? onSent,
        CancellationToken cancellationToken)
    {
        string boundary = "----" + Guid.NewGuid().ToString("N");
        var before = new StringBuilder();
        foreach (KeyValuePair<string, string> field in fields)
        {
            before.Append("--").Append(boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(Quoted(field.Key))
                .Append("\"\r\n\r\n")
                .Append(field.Value).Append("\r\n");
        }
        if (fileField is not null)
        {
            before.Append("--").Append(boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(Quoted(fileField))
                .Append("\"; filename=\"").Append(Quoted(fileName)).Append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        }
        _before = Encoding.UTF8.GetBytes(before.ToString());
        _after = Encoding.UTF8.GetBytes((fileField is null ? "--" : "\r\n--") + boundary + "--\r\n");
        _open = open;
        _length = length;
        _onSent = onSent;
        _cancellationToken = cancellationToken;
        Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + boundary);
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_before, 0, _before.Length, _cancellationToken).ConfigureAwait(false);
        if (_open is not null)
            await SendFileAsync(_open, stream).ConfigureAwait(false);
        await stream.WriteAsync(_after, 0, _after.Length, _cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _before.Length + _length + _after.Length;
        return true;
    }

    private async Task SendFileAsync(Func<Stream> open, Stream target)
    {
        var buffer = new byte[BufferSize];
        using Stream file = LocalFileException.Guard(open);
        long sent = 0;
        while (true)
        {
            int count;
            try
            {
                count = await file.ReadAsync(buffer, 0, buffer.Length, _cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new LocalFileException(e);
            }
            if (count == 0 && sent < _length)
                throw new LocalFileException(new IOException("The file became shorter while it was being sent."));
            if (count == 0)
                return;
            // The length was announced when it was less: a part of the file must not pass for the whole.
            if (sent + count > _length)
                throw new LocalFileException(new IOException("The file became longer while it was being sent."));
            await target.WriteAsync(buffer, 0, count, _cancellationToken).ConfigureAwait(false);
            sent += count;
            _onSent?.Invoke(sent);
        }
    }

    // As browsers do: a quote would end the name and a line break the header.
    private static string Quoted(string name) => name.Replace("\"", "%22").Replace("\r", "%0D").Replace("\n", "%0A");
}
