using System.Globalization;
using Kandji.Automation.Configuration.Files;

namespace Kandji.PowerShell.Health;

/// <summary>A table of a policy file whose keys are known. Its errors are noted, and reading goes on with the default.</summary>
internal sealed class PolicyTable
{
    private readonly PolicyNode _node;
    private readonly string _name;
    private readonly List<PolicyProblem> _problems;
    private readonly Dictionary<string, PolicyEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a table.</summary>
    /// <param name="node">The value, which has to be a table.</param>
    /// <param name="name">The name of the table, for problems; empty for that of the file.</param>
    /// <param name="keys">The keys that it may have; null for any.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public PolicyTable(PolicyNode node, string name, IReadOnlyCollection<string>? keys, List<PolicyProblem> problems)
    {
        _node = node;
        _name = name;
        _problems = problems;
        if (node.Table is null)
        {
            Refuse(node, $"{Named(name)} has to be a table, @{{ ... }}, and is {node.Description}.");
            return;
        }
        foreach (PolicyEntry entry in node.Table)
        {
            if (keys?.Contains(entry.Key, StringComparer.OrdinalIgnoreCase) == false)
            {
                _problems.Add(new PolicyProblem(
                    entry.Line, $"There is no key '{entry.Key}'{In()}.{NearestName.Sentence(keys, entry.Key)} The keys are "
                        + $"{string.Join(", ", keys)}."));
                continue;
            }
            _entries[entry.Key] = entry;
        }
    }

    /// <summary>The line of the table.</summary>
    public int Line => _node.Line;

    /// <summary>The entries with keys that are allowed.</summary>
    public IEnumerable<PolicyEntry> Entries => _entries.Values;

    /// <summary>Indicates whether a key is there, and not $null.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key; null where it is not there, or $null.</summary>
    public PolicyNode? Find(string key) =>
        _entries.TryGetValue(key, out PolicyEntry? entry) && entry.Node is not { Value: null, Table: null, List: null } ? entry.Node : null;

    /// <summary>
    /// The value of a key that may be left out; null where it is not there. $null is a problem: what it stands for is not said, and a key
    /// that is not there may mean more than nothing.
    /// </summary>
    public PolicyNode? FindOptional(string key)
    {
        if (Find(key) is { } node)
            return node;
        if (_entries.TryGetValue(key, out PolicyEntry? entry) && _missing.Add(key))
            Refuse(entry.Node, $"'{key}'{In()} is $null. Give it a value, or leave the key out.");
        return null;
    }

    /// <summary>A text that is not empty; null where it is not there.</summary>
    public string? Text(string key)
    {
        PolicyNode? node = FindOptional(key);
        if (node is null || node.Value is string { Length: > 0 })
            return (string?)node?.Value;
        Refuse(node, $"'{key}'{In()} has to be text in quotes, and is {node.Description}.");
        return null;
    }

    /// <summary>A text that has to be there.</summary>
    public string RequiredText(string key)
    {
        if (Find(key) is not null)
            return Text(key) ?? "";
        RefuseMissing(key);
        return "";
    }

    /// <summary>Notes that a key is missing.</summary>
    public void RefuseMissing(string key)
    {
        if (_missing.Add(key))
            _problems.Add(new PolicyProblem(Line, $"The key '{key}' is missing{In()}."));
    }

    /// <summary>A whole number.</summary>
    public int Number(string key, int least, int most, int otherwise) =>
        FindOptional(key) is { } node ? Number(node, key, least, most, otherwise) : otherwise;

    /// <summary>The whole number that a value is.</summary>
    public int Number(PolicyNode node, string key, int least, int most, int otherwise)
    {
        if (node.Value is int number && number >= least && number <= most)
            return number;
        Refuse(node, string.Format(CultureInfo.InvariantCulture,
            "'{0}'{1} has to be a whole number from {2} to {3}, and is {4}.", key, In(), least, most, node.Description));
        return otherwise;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise)
    {
        PolicyNode? node = FindOptional(key);
        if (node is null || node.Value is bool)
            return (bool?)node?.Value ?? otherwise;
        Refuse(node, $"'{key}'{In()} has to be $true or $false, and is {node.Description}.");
        return otherwise;
    }

    /// <summary>The beginning of a day, in UTC; null where it is not there.</summary>
    public DateTime? Day(string key)
    {
        if (FindOptional(key) is not { } node)
            return null;
        if (DateTime.TryParseExact(
            node.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day))
            return day;
        Refuse(node, $"'{key}'{In()} has to be a day in quotes, as '2026-12-31', and is {node.Description}.");
        return null;
    }

    /// <summary>One of several words.</summary>
    public T Choice<T>(string key, T otherwise, params string[] more)
        where T : struct, Enum =>
        FindOptional(key) is { } node ? Choice(node, key, otherwise, more) : otherwise;

    /// <summary>One of several words, which a value is.</summary>
    public T Choice<T>(PolicyNode node, string key, T otherwise, params string[] more)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames(typeof(T));
        if (node.Value is string text && names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
            return (T)Enum.Parse(typeof(T), found);
        string nearest = node.Value is string typed ? NearestName.Sentence(names.Concat(more), typed) : "";
        Refuse(node, $"'{key}'{In()} is {node.Description}.{nearest} It has to be one of {string.Join(", ", names.Concat(more))}.");
        return otherwise;
    }

    /// <summary>The tables of a list; a single table is a list of one.</summary>
    public IReadOnlyList<PolicyTable> Tables(string key, string name, IReadOnlyCollection<string>? keys) =>
        Items(key).Select(node => new PolicyTable(node, name, keys, _problems)).ToList();

    /// <summary>The items of a list; a single value is a list of one.</summary>
    public IReadOnlyList<PolicyNode> Items(string key) => Find(key) is not { } node ? [] : node.List ?? [node];

    /// <summary>The table of a key; null where it is not there.</summary>
    public PolicyTable? Table(string key, IReadOnlyCollection<string>? keys) =>
        Find(key) is { } node ? new PolicyTable(node, key, keys, _problems) : null;

    /// <summary>Notes what is wrong with a value.</summary>
    public void Refuse(PolicyNode node, string message) => _problems.Add(new PolicyProblem(node.Line, message));

    private string In() => _name.Length == 0 ? "" : $" in {_name}";

    private static string Named(string name) => name.Length == 0 ? "The policy" : $"'{name}'";
}
