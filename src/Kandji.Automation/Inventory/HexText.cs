using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Inventory;

/// <summary>Hexadecimal text of bytes and of checksums.</summary>
internal static class HexText
{
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

    /// <summary>Writes a fingerprint.</summary>
    public static string Write((ulong High, ulong Low) fingerprint) =>
        fingerprint.High.ToString("x16", CultureInfo.InvariantCulture) + fingerprint.Low.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads a fingerprint.</summary>
    public static (ulong High, ulong Low) ReadFingerprint(string text) =>
        (ulong.Parse(text.Substring(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            ulong.Parse(text.Substring(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
