using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Files;

/// <summary>One thing of a configuration with its settings and texts, of a repository or of a tenant.</summary>
internal sealed class ConfigurationMember
{
    /// <summary>How its kind is kept.</summary>
    public required MemberSchema Schema { get; init; }

    /// <summary>The id in lower case; null for what the tenant does not know yet.</summary>
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The settings by key, with the types that <see cref="InfoKey.Type"/> names: string, bool, <see cref="InstallerFile"/>, lists of
    /// <see cref="ConfigurationReference"/>, <see cref="InfoMap"/>. A key that is not set is not there.
    /// </summary>
    public IReadOnlyDictionary<string, object> Values { get; init; } = new Dictionary<string, object>();

    /// <summary>The texts by role. One that is empty is not there.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>The hash of both sides when they were last the same; null when it is not known.</summary>
    public string? SyncHash { get; init; }

    /// <summary>The keys that the tenant's answer did not carry, so that their values are not known.</summary>
    public IReadOnlyCollection<string> UnknownKeys { get; init; } = [];

    /// <summary>
    /// The errors about values that are none of those that a key is known to take, by key. They are errors unless the tenant has the same
    /// value: the service may know more than this module does.
    /// </summary>
    public IReadOnlyDictionary<string, ConfigurationProblem> UnknownChoices { get; init; } =
        new Dictionary<string, ConfigurationProblem>();

    /// <summary>Where it is kept; null for what was read from a tenant.</summary>
    public MemberFiles? Files { get; init; }

    /// <summary>The object that was read from a tenant; null for what was read from files.</summary>
    public KandjiObject? Source { get; init; }

    /// <summary>The kind.</summary>
    public ConfigurationKind Kind => Schema.Kind;

    /// <summary>The path of the file that describes it; null for what was read from a tenant.</summary>
    public string? Path => Files?.Document.Path;

    /// <summary>A text setting; null when it is not set.</summary>
    public string? Text(string key) => Values.TryGetValue(key, out object? value) ? value as string : null;

    /// <summary>A switch; null when it is not set.</summary>
    public bool? Flag(string key) => Values.TryGetValue(key, out object? value) ? value as bool? : null;

    /// <summary>A list of references; null when it is not set.</summary>
    public IReadOnlyList<ConfigurationReference>? References(string key) =>
        Values.TryGetValue(key, out object? value) ? value as IReadOnlyList<ConfigurationReference> : null;

    /// <summary>A setting of a map of settings; null when it is not set.</summary>
    public object? Setting(string key, string setting) => Values.TryGetValue(key, out object? value) ? (value as InfoMap)?[setting] : null;

    /// <summary>The installer; null when none is named.</summary>
    public InstallerFile? Installer => Values.TryGetValue("file", out object? value) ? value as InstallerFile : null;

    /// <summary>The kind and the name, for messages.</summary>
    public override string ToString() => PrintableText.Sanitize($"{ConfigurationKinds.Singular(Kind)} '{Name}'");
}
