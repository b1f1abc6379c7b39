using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>A setting or a text that is different in the files and in the tenant.</summary>
/// <param name="Name">The name that differences give it.</param>
/// <param name="Key">The key, or the role of a text.</param>
/// <param name="Local">The value in the files.</param>
/// <param name="Remote">The value in the tenant.</param>
internal sealed record PropertyChange(string Name, string Key, ConfigurationValue Local, ConfigurationValue Remote)
{
    /// <summary>Indicates whether it is compared but never sent.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Indicates whether a text is different in its line ends only.</summary>
    public bool AreLineEndsOnly => Local.IsText && Remote.IsText
        && ConfigurationValue.WithLineFeeds(Local.Canonical) == ConfigurationValue.WithLineFeeds(Remote.Canonical);

    /// <summary>
    /// The lines of a text as a unified diff: those of the tenant begin with a minus sign, those of the files with a plus sign. Null for
    /// what
    /// is not a text.
    /// </summary>
    public string[]? Lines => Local.IsText || Remote.IsText ? LineDiff.Unified(Remote.Canonical, Local.Canonical) : null;

    /// <summary>The value in the files, for a person: a switch that only the tenant names is off here.</summary>
    public object? ShownLocal => Shown(Local, Remote);

    /// <summary>The value in the tenant, for a person: a switch that only the files name is off there.</summary>
    public object? ShownRemote => Shown(Remote, Local);

    private static object? Shown(ConfigurationValue value, ConfigurationValue other) =>
        value.Shown ?? (other.Shown is bool ? false : null);

    /// <summary>A setting of a member that the other side has with another value.</summary>
    public static PropertyChange? Of(MemberProperty local, MemberProperty remote) => local.Value.Canonical == remote.Value.Canonical
        ? null
        : new PropertyChange(local.Name, local.Key, local.Value, remote.Value) { IsRecorded = local.IsRecorded };
}
