using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The result of a job for one thing of a configuration.</summary>
public sealed class ConfigurationFileResult
{
    /// <summary>The kind of the thing.</summary>
    public ConfigurationKind Kind { get; internal set; }

    /// <summary>The name of the thing.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The id of the thing in the tenant; null when it has none.</summary>
    public string? Id { get; internal set; }

    /// <summary>The outcome.</summary>
    public ConfigurationOutcome Outcome { get; internal set; }

    /// <summary>How the files and the tenant differed before; null where they did not.</summary>
    public ConfigurationFileChange? Change { get; internal set; }

    /// <summary>The settings and texts that were different; empty for a thing that only one side had.</summary>
    public TextList Property { get; internal set; } = [];

    /// <summary>The file that describes the thing; null when there is none.</summary>
    public string? Path { get; internal set; }

    /// <summary>The reason for which it was left as it is; null when something was done.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; internal set; } = "";

    /// <summary>The outcome, the kind and the name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Outcome}: {Kind} {Name}");
}
