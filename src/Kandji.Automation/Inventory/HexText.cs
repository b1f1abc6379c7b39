using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Inventory;

/// <summary>Hexadecimal text of bytes and of checksums.</summary>
internal static class HexText
{
    /// <summary>The number of digits of a fingerprint.</summary>
    public const int FingerprintLength = 32;

    /// <summary>Writes bytes.</summary>
    public static string Write(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (byte b in bytes)
            text.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>The SHA-256 of a text.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>The SHA-256 of bytes.</summary>
    public static string Hash(byte[] content)
    {
        using var sha = SHA256.Create();
        return Write(sha.ComputeHash(content));
    }

    /// <summary>The SHA-256 of the rest of a stream, or of a part of it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">The number of bytes.</param>
    /// <returns>The checksum; null where the stream ends before.</returns>
    public static string? Hash(Stream stream, long length)
    {
        using var sha = SHA256.Create();
        byte[] buffer = new byte[64 * 1024];
        for (long left = length; left > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                return null;
            sha.TransformBlock(buffer, 0, read, null, 0);
            left -= read;
        }
        sha.TransformFinalBlock([], 0, 0);
        return Write(sha.Hash!);
    }

    /// <summary>Writes a fingerprint as UTF-8.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="text">Takes <see cref="FingerprintLength"/> digits.</param>
    public static void Write((ulong High, ulong Low) fingerprint, Span<byte> text)
    {
        var format = new StandardFormat('x', FingerprintLength / 2);
        Utf8Formatter.TryFormat(fingerprint.High, text, out int written, format);
        Utf8Formatter.TryFormat(fingerprint.Low, text.Slice(written), out _, format);
    }

    /// <summary>Reads a fingerprint.</summary>
    /// <param name="text">Its digits as UTF-8.</param>
    /// <exception cref="InvalidDataException">The text is not a fingerprint.</exception>
    public static (ulong High, ulong Low) ReadFingerprint(ReadOnlySpan<byte> text)
    {
        const int half = FingerprintLength / 2;
        return text.Length == FingerprintLength
            && Utf8Parser.TryParse(text.Slice(0, half), out ulong high, out int first, 'x') && first == half
            && Utf8Parser.TryParse(text.Slice(half), out ulong low, out int second, 'x') && second == half
                ? (high, low)
                : throw new InvalidDataException("The index has a hash that is not hexadecimal.");
    }
}
