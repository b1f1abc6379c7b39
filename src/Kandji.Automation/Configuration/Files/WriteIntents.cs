using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// The changes that are about to be sent or written: <c>kandji/intents.json</c>, which is there only while an import runs, or after one
/// that was killed.
/// </summary>
internal sealed class WriteIntents
{
    private static readonly string[] ItemKeys = ["kind", "id", "name", "path", "hash", "steps", "time", "files"];

    private readonly string _path;
    private readonly List<WriteIntent> _open = [];

    private WriteIntents(string path) => _path = path;

    /// <summary>The path of the file.</summary>
    public static string GetPath(string root) => Path.Combine(root, "kandji", "intents.json");

    /// <summary>Reads the intents that an earlier run has left.</summary>
    /// <exception cref="ConfigurationFileException">The file is damaged, or a newer version of the module wrote it.</exception>
    public static WriteIntents Read(string root)
    {
        var intents = new WriteIntents(GetPath(root));
        foreach (InfoMap item in StateFile.Read(intents._path, "intents", ItemKeys, [], out _))
        {
            if (item["kind"] is not string kind || !Enum.TryParse(kind, out ConfigurationKind parsed))
                throw new ConfigurationFileException(intents._path, 0, "The file is damaged: an intent has no kind.");
            string[] steps = (item["steps"] as IEnumerable<object?> ?? []).OfType<string>().ToArray();
            intents._open.Add(new WriteIntent(
                parsed, item["id"] as string, item["name"] as string ?? "", item["path"] as string ?? "", item["hash"] as string ?? "",
                steps, item["time"] as string ?? "")
            {
                IsOfFiles = item["files"] is true,
            });
        }
        return intents;
    }

    /// <summary>Indicates whether the creation of a thing was begun, and nobody knows whether it was carried out.</summary>
    public bool IsOpen(ConfigurationKind kind, string name) =>
        _open.Exists(intent => intent.Kind == kind && intent.Id is null && intent.Name == name);

    /// <summary>
    /// Indicates whether a thing may have got to a state by a change that was begun, in the tenant or in the files: then nobody else
    /// brought
    /// it there.
    /// </summary>
    public bool HasIntent(ConfigurationKind kind, string? id, string hash, bool isOfFiles) => _open.Exists(
        intent => intent.Kind == kind && intent.Id is not null && intent.Id == id && intent.IsOfFiles == isOfFiles
            && intent.Steps.Contains(hash));

    /// <summary>Notes that a change is about to be sent. It is on the disk when this returns.</summary>
    public Task OpenAsync(WriteIntent intent, CancellationToken cancellationToken)
    {
        _open.RemoveAll(other => IsSame(other, intent));
        _open.Add(intent);
        return SaveAsync(cancellationToken);
    }

    /// <summary>Notes that the files know what became of a change.</summary>
    public Task CloseAsync(WriteIntent intent, CancellationToken cancellationToken) =>
        _open.RemoveAll(other => IsSame(other, intent)) == 0 ? Task.CompletedTask : SaveAsync(cancellationToken);

    /// <summary>Takes away what the files know by now: nothing of what an earlier run began is open any more.</summary>
    public Task CloseAllAsync(CancellationToken cancellationToken)
    {
        if (_open.Count == 0)
            return Task.CompletedTask;
        _open.Clear();
        return SaveAsync(cancellationToken);
    }

    private static bool IsSame(WriteIntent intent, WriteIntent other) =>
        intent.Kind == other.Kind && intent.Id == other.Id && intent.Name == other.Name && intent.Path == other.Path;

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_open.Count == 0)
        {
            File.Delete(_path);
            return;
        }
        IEnumerable<InfoMap> items = _open.Select(intent => new InfoMap
        {
            { "kind", intent.Kind.ToString() }, { "id", intent.Id }, { "name", intent.Name }, { "path", intent.Path },
            { "hash", intent.Hash }, { "steps", intent.Steps.Count == 0 ? null : intent.Steps.ToList<object?>() }, { "time", intent.Time },
            { "files", intent.IsOfFiles ? true : null },
        });
        await StateFile.WriteAsync(_path, "intents", items, new InfoMap(), cancellationToken).ConfigureAwait(false);
    }
}
