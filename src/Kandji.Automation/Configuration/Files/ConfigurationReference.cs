namespace Kandji.Automation.Configuration.Files;

/// <summary>A blueprint or a library item that a member refers to.</summary>
/// <param name="Id">The id; null when only the name is known.</param>
/// <param name="Name">The name; null when only the id is known.</param>
/// <param name="Node">The node of an assignment map; null when none is named.</param>
internal sealed record ConfigurationReference(string? Id, string? Name, string? Node = null)
{
    /// <summary>The name, or else the id.</summary>
    public string Shown => Name ?? Id ?? "";

    /// <summary>A reference that a person may have written as an id or as a name.</summary>
    public static ConfigurationReference Parse(string text, string? node = null) => Guid.TryParseExact(text, "D", out _)
        ? new ConfigurationReference(text.ToLowerInvariant(), null, node)
        : new ConfigurationReference(null, text, node);
}
