using System.Text;
using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// A file that describes members: its text as it is, so that what is written back changes a few values and nothing else. Values that were
/// changed are kept until <see cref="SaveAsync"/>.
/// </summary>
internal sealed class InfoDocument
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly bool _hasMark;
    private byte[]? _onDisk;

    private InfoDocument(string path, ConfigurationFormat format, string text, bool hasMark, byte[]? onDisk)
    {
        Path = path;
        Format = format;
        Text = text;
        _hasMark = hasMark;
        _onDisk = onDisk;
        Root = Parse();
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The format, by the extension.</summary>
    public ConfigurationFormat Format { get; }

    /// <summary>The text. Of a binary property list the same in XML, which is written when something changes.</summary>
    public string Text { get; private set; }

    /// <summary>The value that it holds.</summary>
    public InfoNode Root { get; private set; }

    /// <summary>The format of a file, by its extension; null for another.</summary>
    public static ConfigurationFormat? GetFormat(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".plist" => ConfigurationFormat.Plist,
        ".json" => ConfigurationFormat.Json,
        ".yaml" or ".yml" => ConfigurationFormat.Yaml,
        _ => null,
    };

    /// <summary>The extension of new files of a format.</summary>
    public static string Extension(ConfigurationFormat format) => format switch
    {
        ConfigurationFormat.Plist => ".plist",
        ConfigurationFormat.Json => ".json",
        _ => ".yaml",
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="ConfigurationFileException">It cannot be read, or is not of its format.</exception>
    public static InfoDocument Read(string path)
    {
        ConfigurationFormat format = GetFormat(path)
            ?? throw new ConfigurationFileException(path, 0, "The format is not known. Name it info.plist, info.json or info.yaml.");
        byte[] content = StableFile.Read(path);
        try
        {
            if (format == ConfigurationFormat.Plist && BinaryPlist.Is(content))
                return new InfoDocument(path, format, BinaryPlist.ToXml(content), hasMark: false, content);
            bool hasMark = content.Take(ByteOrderMark.Length).SequenceEqual(ByteOrderMark);
            int skipped = hasMark ? ByteOrderMark.Length : 0;
            return new InfoDocument(
                path, format, Utf8.GetString(content, skipped, content.Length - skipped), hasMark, content);
        }
        catch (InfoSyntaxException e)
        {
            throw new ConfigurationFileException(
                new ConfigurationProblem(e.Message) { Path = path, Line = e.Line, Id = MemberIdentity.Guess(content), Cause = e });
        }
        catch (DecoderFallbackException e)
        {
            throw new ConfigurationFileException(
                new ConfigurationProblem("The text is not UTF-8. Save it as UTF-8.") { Path = path, Cause = e });
        }
    }

    /// <summary>Makes a document that is not on the disk yet.</summary>
    /// <exception cref="InfoSyntaxException">The format cannot hold a text.</exception>
    public static InfoDocument Create(string path, ConfigurationFormat format, InfoMap map) =>
        new(path, format, InfoWriter.For(format).Write(map), hasMark: false, onDisk: null);

    /// <summary>
    /// Sets values of a map in the document and leaves everything else as it is. A key that is not there comes after the one that it
    /// follows in the order.
    /// </summary>
    /// <param name="at">Finds the map in the document.</param>
    /// <param name="values">The values by key. Null takes a key away.</param>
    /// <param name="order">All keys in the order in which they are written.</param>
    /// <param name="depth">How many levels of maps and lists the values are in.</param>
    public void Set(
        Func<InfoNode, InfoNode> at, IEnumerable<KeyValuePair<string, object?>> values, IReadOnlyList<string> order, int depth = 1)
    {
        InfoWriter writer = InfoWriter.For(Format);
        // One after the other, because each moves what follows it.
        foreach ((string key, object? value) in values.Select(pair => (pair.Key, pair.Value)))
        {
            InfoNode map = at(Root);
            InfoEntry? entry = map.Find(key);
            InfoEdit? edit = (entry, value) switch
            {
                (null, null) => null,
                (null, _) => writer.Insert(Text, map, Before(map, key, order), key, value!, depth),
                (_, null) => writer.Remove(Text, map, entry!),
                _ when Equals(entry!.Value.ToValue(), value) => null,
                _ => writer.Replace(Text, entry!, value!, depth),
            };
            if (edit is null)
                continue;
            Text = InfoEdit.Apply(Text, [edit]);
            Root = Parse();
        }
    }

    /// <summary>Replaces the whole text.</summary>
    public void Replace(InfoMap map)
    {
        Text = InfoWriter.For(Format).Write(map);
        Root = Parse();
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes() => _hasMark ? [.. ByteOrderMark, .. Utf8.GetBytes(Text)] : Utf8.GetBytes(Text);

    /// <summary>Writes the file beside, and renames it.</summary>
    /// <exception cref="ConfigurationFileException">Somebody has changed the file since it was read.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        RequireUnchanged();
        byte[] content = ToBytes();
        await AtomicFile.WriteAsync(Path, content, overwrite: true, cancellationToken).ConfigureAwait(false);
        _onDisk = content;
    }

    /// <summary>Checks that the file on the disk is as it was read.</summary>
    /// <exception cref="ConfigurationFileException">Somebody has changed the file since it was read.</exception>
    public void RequireUnchanged()
    {
        if (_onDisk is not null && !StableFile.Read(Path).SequenceEqual(_onDisk))
            throw ChangedMeanwhile(Path);
    }

    /// <summary>The error about a file that somebody else changed while the command ran.</summary>
    public static ConfigurationFileException ChangedMeanwhile(string path) =>
        new(path, 0, "The file was changed while the command ran, and was left as it is. Run the command again.");

    private InfoNode Parse()
    {
        IInfoParser parser = Format switch
        {
            ConfigurationFormat.Plist => new PlistInfoParser(),
            ConfigurationFormat.Json => new JsonInfoParser(),
            _ => YamlLibrary.Parser,
        };
        return parser.Parse(Text);
    }

    private static InfoEntry? Before(InfoNode map, string key, IReadOnlyList<string> order)
    {
        IEnumerable<string> earlier = order.TakeWhile(other => other != key).Reverse();
        return earlier.Select(map.Find).FirstOrDefault(entry => entry is not null);
    }
}
