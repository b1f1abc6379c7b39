using System.IO.Compression;

namespace Kandji.Automation.Inventory;

/// <summary>Reads lines of UTF-8 out of a compressed stream.</summary>
internal sealed class LineReader(Stream compressed) : IDisposable
{
    private readonly GZipStream _stream = new(compressed, CompressionMode.Decompress);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its line break; null at the end.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged, or ends within a line.</exception>
    public ArraySegment<byte>? Read()
    {
        int searched = _start;
        while (true)
        {
            int at = Array.IndexOf(_buffer, (byte)'\n', searched, _end - searched);
            if (at >= 0)
            {
                var line = new ArraySegment<byte>(_buffer, _start, at - _start);
                _start = at + 1;
                return line;
            }
            searched = _end;
            if (_end == _buffer.Length)
            {
                int length = _end - _start;
                byte[] target = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
                Buffer.BlockCopy(_buffer, _start, target, 0, length);
                searched -= _start;
                (_buffer, _start, _end) = (target, 0, length);
            }
            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return _start == _end ? null : throw new InvalidDataException("The last line has no end.");
            _end += read;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
