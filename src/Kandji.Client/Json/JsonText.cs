using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>
/// Looks at text before it is sent and after it came. A received body that was prepared is safe to read: no string in it
/// can fail to be one. The reader itself looks at a string's
/// bytes only when it is asked for them, and then throws something other than <see cref="JsonException"/>.
/// </summary>
internal static class JsonText
{
    /// <summary>False when a text to be sent holds half of a surrogate pair, which would silently become another character.</summary>
    public static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    /// <summary>Returns a text to be sent as it is.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair.</exception>
    public static string RequireWhole(string text) => IsWhole(text)
        ? text
        : throw new ArgumentException("A value contains half of a surrogate pair, which is not a valid character.");

    /// <summary>Indicates whether a body begins with an angle bracket, as HTML and XML do.</summary>
    public static bool StartsWithTag(ReadOnlySpan<byte> body)
    {
        foreach (byte b in SkipMark(body))
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return b == '<';
        }
        return false;
    }

    /// <summary>Checks a body and, in place, puts U+FFFD for each escaped half of a surrogate pair.</summary>
    /// <param name="buffer">Holds the body at its beginning.</param>
    /// <param name="length">The body's length.</param>
    /// <returns>The body without its byte order mark.</returns>
    /// <exception cref="JsonException">The body is empty or not UTF-8.</exception>
    public static ReadOnlySpan<byte> Prepare(byte[] buffer, int length)
    {
        int start = length - SkipMark(buffer.AsSpan(0, length)).Length;
        Span<byte> text = buffer.AsSpan(start, length - start);
        if (text.IsEmpty)
            throw new JsonException("The body is empty.");
        if (!Utf8Text.IsValid(buffer, start, text.Length))
            throw new JsonException("The body is not UTF-8.");
        MendSurrogates(text);
        return text;
    }

    /// <summary>A body without its byte order mark.</summary>
    public static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> body) =>
        body.Length >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF ? body.Slice(3) : body;

    // A name that something cut in the middle of an emoji. Backslashes stand only in strings, and each begins an escape.
    private static void MendSurrogates(Span<byte> text)
    {
        while (true)
        {
            int at = text.IndexOf((byte)'\\');
            if (at < 0 || at + 1 >= text.Length)
                return;
            text = text.Slice(at);
            int length = 2;
            if (Escaped(text) is { } first)
            {
                length = 6;
                if (first is >= 0xD800 and <= 0xDBFF && Escaped(text.Slice(6)) is >= 0xDC00 and <= 0xDFFF)
                    length = 12;
                else if (first is >= 0xD800 and <= 0xDFFF)
                    "FFFD"u8.CopyTo(text.Slice(2));
            }
            text = text.Slice(length);
        }
    }

    // The code unit of the \uXXXX that the text begins with.
    private static int? Escaped(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u')
            return null;
        int unit = 0;
        foreach (byte b in text.Slice(2, 4))
        {
            int digit = b switch
            {
                >= (byte)'0' and <= (byte)'9' => b - '0',
                >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return null;
            unit = (unit << 4) + digit;
        }
        return unit;
    }
}
