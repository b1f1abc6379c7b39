using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Makes a member of what an info document says. A key that is not known is an error, because it may be a known one mistyped.
/// </summary>
/// <param name="schema">How the kind is kept.</param>
/// <param name="path">The document's path.</param>
internal sealed class MemberParser(MemberSchema schema, string path)
{
    private Dictionary<string, ConfigurationProblem> _unknownChoices = new();

    /// <summary>Makes a member.</summary>
    /// <param name="node">The map that describes it.</param>
    /// <param name="files">Where it is kept.</param>
    /// <param name="texts">Its texts by role.</param>
    /// <exception cref="ConfigurationFileException">A key or a value is wrong.</exception>
    public ConfigurationMember Parse(InfoNode node, MemberFiles files, IReadOnlyDictionary<string, string> texts)
    {
        string? id = Identify(node);
        _unknownChoices = new Dictionary<string, ConfigurationProblem>(StringComparer.Ordinal);
        try
        {
            if (node.Type != InfoNodeType.Map)
                throw Wrong(node.Line, "A map of keys and values is needed here.");
            RequireKnownKeys(node, schema.Keys, "");
            var values = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (InfoKey key in schema.Keys)
            {
                object? value = node.Find(key.Name) is { } entry ? Read(key, entry) : null;
                if (value is not null)
                    values[key.Name] = value;
                else if (key.IsRequired)
                    throw Wrong(node.Line, $"The key '{key.Name}' is missing.");
            }
            string name = schema.IsSingle ? ConfigurationKinds.SingleName : (string)values[schema.NameKey];
            values.TryGetValue(MemberSchema.HashKey, out object? hash);
            return new ConfigurationMember
            {
                Schema = schema, Id = id, Name = name, Values = values, Texts = texts, Files = files,
                SyncHash = ((string?)hash)?.ToLowerInvariant(), UnknownChoices = _unknownChoices,
            };
        }
        catch (ConfigurationFileException e)
        {
            throw new ConfigurationFileException(e.Problem with { Kind = schema.Kind, Id = id, Name = GetName(node) });
        }
    }

    /// <summary>The id of a map, in lower case; null when it has none.</summary>
    public static string? Identify(InfoNode node) =>
        node.Find(MemberSchema.IdKey)?.Value is { Type: InfoNodeType.Text or InfoNodeType.Number } id && id.Text.Length > 0
            ? id.Text.Trim().ToLowerInvariant()
            : null;

    private string? GetName(InfoNode node) => node.Find(schema.NameKey)?.Value is { Text.Length: > 0 } name ? name.Text : null;

    private object? Read(InfoKey key, InfoEntry entry)
    {
        InfoNode value = entry.Value;
        if (IsUnset(key, value))
            return null;
        return key.Type switch
        {
            InfoKeyType.Text => Text(key, value),
            InfoKeyType.Flag => Flag(key, value),
            InfoKeyType.Time => Time(key, value),
            InfoKeyType.File => Installer(key, value),
            InfoKeyType.Blueprints => Items(key, value).Select(item => Reference(key, item, "blueprint", "blueprint")).ToList(),
            InfoKeyType.LibraryItems => Items(key, value).Select(item => Reference(key, item, "id", "name")).ToList(),
            InfoKeyType.Blueprint => Reference(key, value, "id", "name"),
            InfoKeyType.Settings => Settings(key, value),
            InfoKeyType.Texts => Items(key, value).Select(item => Text(key, item)).ToList(),
            _ => value.ToValue(),
        };
    }

    // A text key has a text whatever it looks like in YAML; only an empty one is none.
    private static bool IsUnset(InfoKey key, InfoNode value) =>
        value.Type == InfoNodeType.Null && !(key.Type == InfoKeyType.Text && value.IsPlain && value.Text.Length > 0);

    private string Text(InfoKey key, InfoNode value)
    {
        string text = value.Type is InfoNodeType.Text or InfoNodeType.Number or InfoNodeType.Time || value.IsPlain
            ? value.Text
            : throw Wrong(value.Line, $"The key '{key.Name}' needs a text.");
        if (key.IsRequired && text.Trim().Length == 0)
            throw Wrong(value.Line, $"The key '{key.Name}' is empty.");
        if (key.Choices.Count > 0 && !key.Choices.Contains(text))
        {
            _unknownChoices[key.Name] = Wrong(
                value.Line,
                $"'{text}' is not a value of '{key.Name}'. Its values are {string.Join(", ", key.Choices)}."
                    + NearestName.Sentence(key.Choices, text)).Problem;
        }
        return text;
    }

    private bool Flag(InfoKey key, InfoNode value) => value.Type == InfoNodeType.Flag
        ? (bool)value.ToValue()!
        : throw Wrong(value.Line, $"The key '{key.Name}' needs true or false.");

    private string Time(InfoKey key, InfoNode value) =>
        (value.Type is InfoNodeType.Text or InfoNodeType.Time || value.IsPlain) && ConfigurationTime.Parse(value.Text) is not null
            ? value.Text
            : throw Wrong(value.Line, $"The key '{key.Name}' needs a time, such as 2026-01-31T08:30:00Z.");

    private InstallerFile Installer(InfoKey key, InfoNode value)
    {
        if (value.Type != InfoNodeType.Map)
            throw Wrong(value.Line, $"The key '{key.Name}' needs a map with 'name' and 'sha256'.");
        InfoKey[] known = [new InfoKey("name") { IsRequired = true }, new InfoKey("sha256")];
        RequireKnownKeys(value, known, $"'{key.Name}'");
        string name = value.Find("name") is { } entry && !IsUnset(known[0], entry.Value)
            ? Text(known[0], entry.Value)
            : throw Wrong(value.Line, $"The key 'name' of '{key.Name}' is missing.");
        if (InstallerFile.LeadsElsewhere(name))
            throw Wrong(value.Line, $"'{name}' leads out of the folder of installers. Name the file alone.");
        if (!InstallerFile.IsPortable(name))
            throw Wrong(value.Line, $"'{name}' is not a name that a file can have on every platform.");
        InfoNode? sum = value.Find("sha256")?.Value;
        string? digits = sum is null || IsUnset(known[1], sum) ? null : Text(known[1], sum).Trim().ToLowerInvariant();
        if (digits is { Length: > 0 } && (digits.Length != 64 || !digits.All(IsHexadecimal)))
            throw Wrong(sum!.Line, $"'{digits}' is not a SHA-256 sum.");
        return new InstallerFile(name, digits is { Length: > 0 } ? digits : null);
    }

    private InfoMap Settings(InfoKey key, InfoNode value)
    {
        if (value.Type != InfoNodeType.Map)
            throw Wrong(value.Line, $"The key '{key.Name}' needs a map.");
        RequireKnownKeys(value, key.Settings, $"'{key.Name}'");
        var settings = new InfoMap();
        foreach (InfoKey setting in key.Settings)
            settings.Add(setting.Name, value.Find(setting.Name) is { } entry ? Read(setting, entry) : null);
        return settings;
    }

    private ConfigurationReference Reference(InfoKey key, InfoNode value, string idKey, string nameKey)
    {
        if (value.Type != InfoNodeType.Map)
            return ConfigurationReference.Parse(Text(key, value));
        InfoKey[] known = new[] { idKey, nameKey, "node" }.Distinct().Select(name => new InfoKey(name)).ToArray();
        RequireKnownKeys(value, known, $"'{key.Name}'");
        string? node = Member("node"), name = Member(nameKey), id = Member(idKey);
        if (name is null && id is null)
            throw Wrong(value.Line, $"A value of '{key.Name}' names nothing.");
        return idKey == nameKey
            ? ConfigurationReference.Parse(name!, node)
            : new ConfigurationReference(id?.ToLowerInvariant(), name, node);

        string? Member(string member) => value.Find(member) is { } entry && !IsUnset(known[0], entry.Value)
            ? Text(new InfoKey(member), entry.Value)
            : null;
    }

    private IReadOnlyList<InfoNode> Items(InfoKey key, InfoNode value) => value.Type == InfoNodeType.List
        ? value.Items
        : throw Wrong(value.Line, $"The key '{key.Name}' needs a list.");

    private void RequireKnownKeys(InfoNode map, IEnumerable<InfoKey> known, string where)
    {
        string[] names = known.Select(key => key.Name).ToArray();
        foreach (InfoEntry entry in map.Entries)
        {
            if (names.Contains(entry.Key))
                continue;
            string of = where.Length == 0 ? ConfigurationKinds.Plural(schema.Kind) : where;
            throw new ConfigurationFileException(new ConfigurationProblem(
                $"The key '{entry.Key}' is not a key of {of}." + NearestName.Sentence(names, entry.Key))
            {
                Path = path, Line = entry.Line, StopsImport = true,
            });
        }
    }

    private ConfigurationFileException Wrong(int line, string message) => new(path, line, message);

    private static bool IsHexadecimal(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f');
}
