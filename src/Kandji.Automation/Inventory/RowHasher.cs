using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kandji.Automation.Inventory;

/// <summary>Makes fingerprints of rows, one after another, in one buffer.</summary>
internal sealed class RowHasher : IDisposable
{
    private readonly SHA256 _sha = SHA256.Create();
    private readonly MemoryStream _content = new();

    /// <summary>Begins a row.</summary>
    public void Begin() => _content.SetLength(0);

    /// <summary>Adds a part of a row.</summary>
    public void Add(byte[] row, int start, int end) => _content.Write(row, start, end - start);

    /// <summary>The first 128 bits of the SHA-256 of what was added.</summary>
    public (ulong High, ulong Low) Finish()
    {
        byte[] hash = _sha.ComputeHash(_content.GetBuffer(), 0, (int)_content.Length);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(sizeof(ulong))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sha.Dispose();
        _content.Dispose();
    }
}
