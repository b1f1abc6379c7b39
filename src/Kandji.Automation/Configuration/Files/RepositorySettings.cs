using System.Text.RegularExpressions;
using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>The settings of a repository: what its file <c>.iructl</c> holds, which may be empty.</summary>
internal sealed record RepositorySettings
{
    /// <summary>The name of the file, which marks the root of a repository.</summary>
    public const string FileName = ".iructl";

    private static readonly string[] Keys =
        ["info_format", "output_format", "git_enabled", "tenant_url", "payload_dir", "debug", "preview"];

    // A key and a text: in single quotes, in double quotes without escapes, or plain and of characters that mean nothing in YAML.
    private static readonly Regex Line = new(
        "^(?<key>[A-Za-z_][A-Za-z0-9_-]*):"
            + "(?:[ \t]+(?:'(?<value>[^']*)'|\"(?<value>[^\"\\\\]*)\"|(?<value>[^\\s'\"#&*!|>%@`{}\\[\\],-][^#]*?)))?"
            + "[ \t]*(?:[ \t]#.*)?\\z",
        RegexOptions.CultureInvariant);

    /// <summary>The format of new info documents.</summary>
    public ConfigurationFormat InfoFormat { get; private init; } = ConfigurationFormat.Plist;

    /// <summary>The address of the tenant that the repository is of; null when the file does not name one.</summary>
    public string? TenantUrl { get; private init; }

    /// <summary>The folder of installers, as the file names it.</summary>
    public string PayloadFolder { get; private init; } = "payloads";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationFileException">A key or a value is not known.</exception>
    public static RepositorySettings Read(string path)
    {
        string text = System.Text.Encoding.UTF8.GetString(StableFile.Read(path)).TrimStart('\ufeff');
        var settings = new RepositorySettings();
        foreach ((string key, string value, int line) in ReadLines(text, path))
        {
            if (!Keys.Contains(key))
            {
                throw new ConfigurationFileException(
                    path, line, $"The key '{key}' is not a setting of a repository." + NearestName.Sentence(Keys, key));
            }
            if (value.Length == 0)
                continue;
            settings = key switch
            {
                "info_format" => settings with { InfoFormat = Format(value, path, line) },
                "tenant_url" => settings with { TenantUrl = value },
                "payload_dir" => settings with { PayloadFolder = value },
                _ => settings,
            };
        }
        return settings;
    }

    // A plain list of keys and texts needs no library; anything more is read as YAML, on PowerShell 7.
    private static IEnumerable<(string Key, string Value, int Line)> ReadLines(string text, string path)
    {
        var plain = new List<(string, string, int)>();
        string[] lines = ConfigurationValue.WithLineFeeds(text).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            if (line.Length == 0 || line[0] == '#' || (i == 0 && line == "---"))
                continue;
            Match match = Line.Match(line);
            if (!match.Success || plain.Exists(known => known.Item1 == match.Groups["key"].Value))
                return ReadYaml(text, path);
            plain.Add((match.Groups["key"].Value, match.Groups["value"].Value.Trim(), i + 1));
        }
        return plain;
    }

    private static IEnumerable<(string Key, string Value, int Line)> ReadYaml(string text, string path)
    {
        try
        {
            InfoNode root = YamlLibrary.Parser.Parse(text);
            return root.Type == InfoNodeType.Map
                ? root.Entries.Select(entry => (entry.Key, entry.Value.Text, entry.Line)).ToList()
                : throw new ConfigurationFileException(path, root.Line, "The settings of a repository are keys with values.");
        }
        catch (InfoSyntaxException e)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(e.Message) { Path = path, Line = e.Line, Cause = e });
        }
    }

    private static ConfigurationFormat Format(string value, string path, int line) => value.ToLowerInvariant() switch
    {
        "plist" => ConfigurationFormat.Plist,
        "json" => ConfigurationFormat.Json,
        "yaml" or "yml" => ConfigurationFormat.Yaml,
        _ => throw new ConfigurationFileException(path, line, $"'{value}' is not a format. The formats are plist, json and yaml."),
    };
}
