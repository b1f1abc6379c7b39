using System;
using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>
/// What the readers of one response or listing share: the strings seen so far, so that a model name that ten thousand
/// devices have is one string. Safe for several threads: a lost race makes one string more, never a wrong one.
/// </summary>
internal sealed class ReadContext
{
    private const int Slots = 4096;

    private readonly string?[] _strings = new string?[Slots];

    /// <summary>The value of the current string token, as one shared string for equal values.</summary>
    public string Share(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > 64)
            return reader.GetString()!;
        ReadOnlySpan<byte> utf8 = reader.ValueSpan;
        if (utf8.Length == 0)
            return string.Empty;

        uint hash = 2166136261;
        foreach (byte b in utf8)
            hash = (hash ^ b) * 16777619;
        ref string? slot = ref _strings[(hash ^ (hash >> 15)) % Slots];
        string? known = slot;
        if (known is not null && SameAscii(known, utf8))
            return known;
        return slot = reader.GetString()!;
    }

    private static bool SameAscii(string text, ReadOnlySpan<byte> utf8)
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
