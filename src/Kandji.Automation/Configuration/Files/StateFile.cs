using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Reads and writes the files that a repository keeps for programs: JSON with a schema number, and no keys but the known ones.
/// </summary>
internal static class StateFile
{
    private const long Schema = 1;

    /// <summary>The list in a file; empty when there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="listKey">The key of the list.</param>
    /// <param name="itemKeys">The keys of its items.</param>
    /// <param name="otherKeys">The other keys of the file.</param>
    /// <param name="others">The values of the other keys.</param>
    /// <exception cref="ConfigurationFileException">The file is damaged, or a newer version of the module wrote it.</exception>
    public static List<InfoMap> Read(
        string path, string listKey, IReadOnlyCollection<string> itemKeys, IReadOnlyCollection<string> otherKeys, out InfoMap others)
    {
        others = new InfoMap();
        if (!File.Exists(path))
            return [];
        InfoNode root = InfoDocument.Read(path).Root;
        if (root.Type != InfoNodeType.Map || root.Find("schema")?.Value is not { Type: InfoNodeType.Number } schema)
            throw Damaged(path, root.Line, "it has no schema");
        if (schema.ToValue() is not Schema)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(
                $"The file has the schema {schema.Text}, and version {typeof(StateFile).Assembly.GetName().Version!.ToString(3)} of the "
                    + $"module reads {Schema}. Update the module.")
            {
                ErrorId = "KandjiNewerSchema", Path = path, Line = schema.Line,
            });
        }
        RequireKeys(path, root, [listKey, "schema", .. otherKeys]);
        foreach (string key in otherKeys)
            others.Add(key, root.Find(key)?.Value.ToValue());
        if (root.Find(listKey)?.Value is not { Type: InfoNodeType.List } list)
            throw Damaged(path, root.Line, $"it has no '{listKey}'");
        foreach (InfoNode item in list.Items)
            RequireKeys(path, item, itemKeys);
        return list.Items.Select(item => (InfoMap)item.ToValue()!).ToList();
    }

    /// <summary>
    /// Writes a file, which its owner alone may read, unless it says the same already. It is on the disk when this returns.
    /// </summary>
    public static async Task WriteAsync(
        string path, string listKey, IEnumerable<InfoMap> items, InfoMap others, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var map = new InfoMap { { "schema", Schema } };
        foreach (KeyValuePair<string, object?> other in others)
            map.Add(other.Key, other.Value);
        map.Add(listKey, items.ToList<object?>());
        byte[] content = System.Text.Encoding.UTF8.GetBytes(new JsonInfoWriter().Write(map) + "\n");
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(content))
            return;
        await AtomicFile.WriteAsync(path, content, overwrite: true, cancellationToken, isPrivate: true).ConfigureAwait(false);
    }

    private static void RequireKeys(string path, InfoNode map, IReadOnlyCollection<string> keys)
    {
        if (map.Type != InfoNodeType.Map)
            throw Damaged(path, map.Line, "a map is missing");
        if (map.Entries.FirstOrDefault(entry => !keys.Contains(entry.Key)) is { } unknown)
            throw Damaged(path, unknown.Line, $"the key '{unknown.Key}' is not known");
    }

    private static ConfigurationFileException Damaged(string path, int line, string reason) => new(
        path, line, $"The file is damaged: {reason}. Take it back from git. If it is not there, delete it: then deletions of files are not "
            + "noticed once, and unless '.iructl' names the tenant, the next command decides whose the repository is.");
}
