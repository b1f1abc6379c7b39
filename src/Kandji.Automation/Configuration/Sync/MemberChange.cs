using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>A thing in which the files and the tenant differ.</summary>
/// <param name="Change">How they differ.</param>
/// <param name="Local">The thing in the files; null when they do not have it.</param>
/// <param name="Remote">The thing in the tenant; null when it does not have it.</param>
internal sealed record MemberChange(ConfigurationFileChange Change, ConfigurationMember? Local, ConfigurationMember? Remote)
{
    /// <summary>The settings and texts that are different where both have it.</summary>
    public IReadOnlyList<PropertyChange> Properties { get; init; } = [];

    /// <summary>The blueprints, by id, that a file wants an item in and that do not have it.</summary>
    public IReadOnlyList<string> MissingBlueprints { get; init; } = [];

    /// <summary>The last that was known of a thing that the files do not have any more.</summary>
    public StateEntry? State { get; init; }

    /// <summary>The kind.</summary>
    public ConfigurationKind Kind => (Local ?? Remote)!.Kind;

    /// <summary>The name: that in the files where they have it.</summary>
    public string Name => (Local ?? Remote)!.Name;

    /// <summary>Indicates whether the difference is one that could be sent to the tenant.</summary>
    public bool IsSendable => !(Local ?? Remote)!.Schema.IsRecorded
        && (Local is null || Remote is null || MissingBlueprints.Count > 0 || Properties.Any(property => !property.IsRecorded));

    /// <summary>Indicates whether nothing but the line ends of a text is different.</summary>
    public bool AreLineEndsOnly => MissingBlueprints.Count == 0 && Properties.Count > 0
        && Properties.All(property => property.AreLineEndsOnly || property.IsRecorded)
            && Properties.Any(property => property.AreLineEndsOnly);

    /// <summary>The change, the kind and the name, for messages.</summary>
    public override string ToString() => $"{Change}: {Local ?? Remote}";
}
