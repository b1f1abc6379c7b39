using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>The changes of a run until the run counts: compressed, in a file that goes when this is closed.</summary>
internal sealed class ChangeSpool : IDisposable
{
    private static readonly JsonWriterOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly StoreFolder _folder;
    private readonly string _name;
    private readonly FileStream _file;
    private readonly GZipStream _lines;
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins a spool.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="name">The name of the file, which ends in <c>.part</c>.</param>
    public ChangeSpool(StoreFolder folder, string name)
    {
        _folder = folder;
        _name = name;
        folder.Step("spool");
        _file = new FileStream(
            folder.GetPath(name), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        _lines = new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true);
        _json = new Utf8JsonWriter(_lines, Format);
    }

    /// <summary>The number of changes.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a change.</summary>
    public void Add(StoredChange change)
    {
        change.Write(_json);
        _json.Flush();
        _json.Reset();
        _lines.WriteByte((byte)'\n');
        Count++;
    }

    /// <summary>Ends the lines.</summary>
    /// <returns>The file, at its beginning.</returns>
    public FileStream Finish()
    {
        _json.Dispose();
        _lines.Dispose();
        _file.Flush();
        _file.Position = 0;
        return _file;
    }

    /// <summary>The changes without some of them.</summary>
    /// <param name="leftOut">The numbers of those to leave out.</param>
    public ChangeSpool Without(ISet<int> leftOut)
    {
        var rest = new ChangeSpool(_folder, "rest-of-" + _name);
        try
        {
            using var lines = new LineReader(Finish());
            for (int i = 0; lines.Read() is { } line; i++)
            {
                if (leftOut.Contains(i))
                    continue;
                rest._lines.Write(line.Array!, line.Offset, line.Count);
                rest._lines.WriteByte((byte)'\n');
                rest.Count++;
            }
            return rest;
        }
        catch
        {
            rest.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _lines.Dispose();
        _file.Dispose();
    }
}
