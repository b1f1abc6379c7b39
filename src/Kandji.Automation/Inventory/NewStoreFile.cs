using System.Security.Cryptography;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Inventory;

/// <summary>A file of a store that is being written, with the checksum of what has been written.</summary>
internal sealed class NewStoreFile(StoreFolder folder, AtomicFile file) : IDisposable
{
    private readonly SHA256 _sha = SHA256.Create();
    private long _length;

    /// <summary>Writes on.</summary>
    public void Write(byte[] content, int offset, int count)
    {
        folder.Step("write");
        file.Stream.Write(content, offset, count);
        _sha.TransformBlock(content, offset, count, null, 0);
        _length += count;
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="name">The name, for the manifest.</param>
    public StoredFile Finish(string name = "")
    {
        _sha.TransformFinalBlock([], 0, 0);
        folder.Step("rename");
        file.Finish();
        return new StoredFile { File = name, Length = _length, Sha256 = HexText.Write(_sha.Hash!) };
    }

    /// <summary>Takes away a file that was not finished.</summary>
    public void Dispose()
    {
        _sha.Dispose();
        file.Dispose();
    }
}
