using System.IO.Compression;

namespace Kandji.Pack;

/// <summary>Zip files with the same bytes every time: entries in the order of their names, all with one date.</summary>
internal static class ReproducibleZip
{
    /// <summary>The first day that a zip file can tell.</summary>
    public static readonly DateTime FirstDay = new(1980, 1, 1);

    /// <summary>Makes a zip file.</summary>
    /// <param name="files">Contents by their names, with forward slashes.</param>
    /// <param name="date">The date of every entry.</param>
    public static byte[] Create(IEnumerable<KeyValuePair<string, byte[]>> files, DateTime date)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = new DateTimeOffset(date, TimeSpan.Zero);
                // Readable by everyone where files have modes, whatever the mask of who packs.
                entry.ExternalAttributes = 0b1_000_000_110_100_100 << 16;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }
        return zip.ToArray();
    }

    /// <summary>Makes a zip file of what another one holds.</summary>
    public static byte[] Again(string file, DateTime date)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return Create(archive.Entries.Select(entry => KeyValuePair.Create(entry.FullName, Read(entry))).ToList(), date);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
