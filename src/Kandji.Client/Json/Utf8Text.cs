#if !NET8_0_OR_GREATER
using System.Text;
#endif

namespace Kandji.Client.Json;

/// <summary>Questions about UTF-8 that .NET answers with vector instructions and .NET Framework cannot be asked.</summary>
internal static class Utf8Text
{
    /// <summary>Indicates whether bytes are well-formed.</summary>
    public static bool IsValid(byte[] buffer, int start, int length)
    {
#if NET8_0_OR_GREATER
        return System.Text.Unicode.Utf8.IsValid(buffer.AsSpan(start, length));
#else
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(buffer, start, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
#endif
    }

    /// <summary>Indicates whether bytes are a text, all of it ASCII.</summary>
    public static bool IsAscii(string text, ReadOnlySpan<byte> utf8)
    {
#if NET8_0_OR_GREATER
        return System.Text.Ascii.Equals(utf8, text);
#else
        if (text.Length != utf8.Length)
            return false;
        for (int i = 0; i < utf8.Length; i++)
        {
            if (text[i] != utf8[i] || utf8[i] > 127)
                return false;
        }
        return true;
#endif
    }
}
