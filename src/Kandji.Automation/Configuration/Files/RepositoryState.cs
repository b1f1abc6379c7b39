using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// The state that the files and the tenant both had when they were last the same: <c>kandji/state.json</c>. By it a later run sees that a
/// folder was deleted, which the folders themselves do not tell.
/// </summary>
internal sealed class RepositoryState
{
    private static readonly string[] ItemKeys = ["kind", "id", "name", "path", "hash"];
    private static readonly string[] OtherKeys = ["tenant"];

    private readonly string _path;
    private readonly Dictionary<string, StateEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    private RepositoryState(string path) => _path = path;

    /// <summary>The host of the tenant that the first export read; null before it.</summary>
    public string? Tenant { get; set; }

    /// <summary>The things.</summary>
    public IReadOnlyCollection<StateEntry> Entries => _entries.Values;

    /// <summary>Reads the state of a repository.</summary>
    /// <exception cref="ConfigurationFileException">The file is damaged, or a newer version of the module wrote it.</exception>
    public static RepositoryState Read(string root)
    {
        var state = new RepositoryState(Path.Combine(root, "kandji", "state.json"));
        List<InfoMap> items = StateFile.Read(state._path, "items", ItemKeys, OtherKeys, out InfoMap others);
        state.Tenant = others["tenant"] as string;
        foreach (InfoMap item in items)
        {
            if (Text("kind") is not { } kind || !Enum.TryParse(kind, out ConfigurationKind parsed) || Text("id") is not { } id)
                throw new ConfigurationFileException(state._path, 0, "The file is damaged: an item has no kind or no id.");
            state.Set(new StateEntry(parsed, id, Text("name") ?? "", Text("path") ?? "", Text("hash") ?? ""));

            string? Text(string key) => item[key] as string;
        }
        return state;
    }

    /// <summary>The entry of a thing; null when the files never had it.</summary>
    public StateEntry? Find(ConfigurationKind kind, string? id) =>
        id is not null && _entries.TryGetValue(Key(kind, id), out StateEntry? entry) ? entry : null;

    /// <summary>Adds or replaces an entry.</summary>
    public void Set(StateEntry entry) => _entries[Key(entry.Kind, entry.Id)] = entry;

    /// <summary>Takes an entry away.</summary>
    public void Remove(ConfigurationKind kind, string id) => _entries.Remove(Key(kind, id));

    /// <summary>Writes the state, unless the file says the same.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        IEnumerable<InfoMap> items = _entries.Values
            .OrderBy(entry => entry.Kind.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Select(entry => new InfoMap
            {
                { "kind", entry.Kind.ToString() }, { "id", entry.Id }, { "name", entry.Name }, { "path", entry.Path },
                    { "hash", entry.Hash },
            });
        await StateFile.WriteAsync(_path, "items", items, new InfoMap { { "tenant", Tenant } }, cancellationToken).ConfigureAwait(false);
    }

    private static string Key(ConfigurationKind kind, string id) => kind + " " + id;
}
