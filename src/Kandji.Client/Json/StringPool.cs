using System.Buffers.Binary;
using Kandji.Client.Model;

namespace Kandji.Client.Json;

/// <summary>
/// The state that the readers of one response or listing share: its tenant, and the strings, so that a model name that ten thousand
/// devices have is one string. Safe for several threads: a lost race makes one string more, never a wrong one.
/// </summary>
internal sealed class StringPool
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private readonly string?[] _strings;

    // Most values are unlike those that came before, and their hashes say so without a look at the string.
    private readonly ulong[] _hashes;
    private readonly int _shift;

    /// <summary>Makes a context for a listing.</summary>
    public StringPool()
        : this(bits: 12)
    {
    }

    private StringPool(int bits)
    {
        _strings = new string?[1 << bits];
        _hashes = new ulong[1 << bits];
        _shift = 64 - bits;
    }

    /// <summary>A context for a single answer, for which the table of a listing would cost more than all the rest.</summary>
    public static StringPool ForSingleResponse() => new(bits: 7);

    /// <summary>The tenant that the listing is of, which its objects refer to.</summary>
    public TenantIdentity? Origin { get; set; }

    /// <summary>The value of the current string token, as one shared string for equal values.</summary>
    public string Intern(ref JsonTokenReader reader)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > 64)
            return reader.GetString()!;
        ReadOnlySpan<byte> utf8 = reader.ValueSpan;
        if (utf8.Length == 0)
            return string.Empty;

        ulong hash = Hash(utf8);
        ulong index = hash >> _shift;
        if (_hashes[index] == hash && _strings[index] is { } known && Utf8Text.IsAscii(known, utf8))
            return known;
        _hashes[index] = hash;
        return _strings[index] = reader.GetString()!;
    }

    // Length and both ends tell most values apart; where they do not, the later one takes the place of the earlier. Only the highest
    // bits depend on every byte.
    private static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        ulong mix = (ulong)utf8.Length;
        if (utf8.Length >= sizeof(ulong))
        {
            mix = (mix * Prime) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8);
            mix = (mix * Prime) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8.Slice(utf8.Length - sizeof(ulong)));
        }
        else
        {
            foreach (byte b in utf8)
                mix = (mix * Prime) ^ b;
        }
        return mix * Prime;
    }
}
