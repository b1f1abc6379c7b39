namespace Kandji.Automation.Configuration.Sync;

/// <summary>One step of an export or an import, which is asked about, and carried out, by itself.</summary>
/// <param name="Type">The type of step.</param>
/// <param name="Changes">The things that it is about: one, but for kinds that are kept in one file.</param>
internal sealed record ConfigurationStep(ConfigurationStepType Type, IReadOnlyList<MemberChange> Changes)
{
    /// <summary>The thing that it is about.</summary>
    public MemberChange Change => Changes[0];

    /// <summary>The kind.</summary>
    public ConfigurationKind Kind => Change.Kind;

    /// <summary>The thing or things, for a question and for -WhatIf.</summary>
    public string Target => Changes.Count == 1
        ? (Change.Local ?? Change.Remote)!.ToString()
        : $"{Changes.Count} {ConfigurationKinds.Plural(Kind)}";

    /// <summary>The action, for a question and for -WhatIf.</summary>
    public string Action => Type switch
    {
        ConfigurationStepType.CreateFiles or ConfigurationStepType.UpdateFiles => "Write files",
        ConfigurationStepType.DeleteFiles => "Delete files",
        ConfigurationStepType.WriteBack => "Write id and hash to the file",
        ConfigurationStepType.Download => "Download installer",
        ConfigurationStepType.Create => "Create",
        ConfigurationStepType.Update => "Change " + string.Join(", ", Change.Properties.Select(property => property.Name)),
        ConfigurationStepType.Assign => "Assign library items",
        _ => "Delete",
    };

    /// <summary>Indicates whether it cannot be undone.</summary>
    public bool IsDestructive => Type == ConfigurationStepType.Delete;
}
