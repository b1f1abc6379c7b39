using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// What is about to be created: <c>kandji/intents.json</c>, which is there only while an import runs, or after one that was ended by force.
/// </summary>
internal sealed class CreationIntents
{
    private static readonly string[] ItemKeys = ["kind", "name", "path", "hash", "time"];

    private readonly string _path;
    private readonly List<CreationIntent> _open = [];

    private CreationIntents(string path) => _path = path;

    /// <summary>The path of the file.</summary>
    public static string PathOf(string root) => Path.Combine(root, "kandji", "intents.json");

    /// <summary>Reads the intents that an earlier run has left.</summary>
    /// <exception cref="ConfigurationFileException">The file is damaged, or a newer version of the module wrote it.</exception>
    public static CreationIntents Read(string root)
    {
        var intents = new CreationIntents(PathOf(root));
        foreach (InfoMap item in StateFile.Read(intents._path, "intents", ItemKeys, [], out _))
        {
            if (item["kind"] is not string kind || !Enum.TryParse(kind, out ConfigurationKind parsed))
                throw new ConfigurationFileException(intents._path, 0, "The file is damaged: an intent has no kind.");
            intents._open.Add(new CreationIntent(
                parsed, item["name"] as string ?? "", item["path"] as string ?? "", item["hash"] as string ?? "",
                item["time"] as string ?? ""));
        }
        return intents;
    }

    /// <summary>Indicates whether the creation of a thing was begun, and nobody knows whether it was carried out.</summary>
    public bool IsOpen(ConfigurationKind kind, string name) => _open.Exists(intent => intent.Kind == kind && intent.Name == name);

    /// <summary>Notes that a thing is about to be created. It is on the disk when this returns.</summary>
    public Task OpenAsync(CreationIntent intent, CancellationToken cancellationToken)
    {
        _open.RemoveAll(other => other.Kind == intent.Kind && other.Path == intent.Path);
        _open.Add(intent);
        return SaveAsync(cancellationToken);
    }

    /// <summary>Notes that the files know what became of a thing.</summary>
    public Task CloseAsync(ConfigurationKind kind, string path, CancellationToken cancellationToken) =>
        _open.RemoveAll(other => other.Kind == kind && other.Path == path) == 0 ? Task.CompletedTask : SaveAsync(cancellationToken);

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_open.Count == 0)
        {
            File.Delete(_path);
            return;
        }
        IEnumerable<InfoMap> items = _open.Select(intent => new InfoMap
        {
            { "kind", intent.Kind.ToString() }, { "name", intent.Name }, { "path", intent.Path }, { "hash", intent.Hash },
            { "time", intent.Time },
        });
        await StateFile.WriteAsync(_path, "intents", items, new InfoMap(), cancellationToken).ConfigureAwait(false);
    }
}
