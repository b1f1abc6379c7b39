using System.Runtime.InteropServices;

namespace Kandji.Client.Paging;

/// <summary>
/// A number of 64 bits for the bytes of a page or of an item, so that one that comes again is noticed without being kept. It is for
/// accidents, not for attacks: the service itself is trusted.
/// </summary>
internal static class Fingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>Computes the fingerprint of bytes.</summary>
    public static ulong From(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Offset ^ (ulong)bytes.Length;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            hash = Mix(hash, word);
        foreach (byte b in bytes.Slice(words.Length * sizeof(ulong)))
            hash = Mix(hash, b);
        return hash;
    }

    // The multiplication carries upwards only; the shift brings the upper bits down again.
    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ (word * Spread)) * Prime;
        return hash ^ (hash >> 29);
    }
}
