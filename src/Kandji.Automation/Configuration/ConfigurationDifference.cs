using Kandji.Client.Model;

namespace Kandji.Automation.Configuration;

/// <summary>One difference between the configurations of two tenants.</summary>
public sealed class ConfigurationDifference
{
    /// <summary>The kind of the thing.</summary>
    public ConfigurationKind Kind { get; internal set; }

    /// <summary>The name of the thing, by which the two sides are matched.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Indicates which side has it, or that both have it and it is different.</summary>
    public ConfigurationChange Change { get; internal set; }

    /// <summary>The property that is different; null for a thing that only one side has.</summary>
    public string? Property { get; internal set; }

    /// <summary>The value in the first tenant; null when there is none.</summary>
    public object? Value { get; internal set; }

    /// <summary>The value in the other tenant; null when there is none.</summary>
    public object? OtherValue { get; internal set; }

    /// <summary>
    /// The differences of a text by lines, in the form of a unified diff: lines of the first tenant begin with a minus sign, lines of the
    /// other with a plus sign. Null for what is not a text.
    /// </summary>
    public TextList? Lines { get; internal set; }

    /// <summary>The first tenant.</summary>
    public string Tenant { get; internal set; } = "";

    /// <summary>The other tenant.</summary>
    public string OtherTenant { get; internal set; } = "";

    /// <summary>The thing as it was read from the tenant that has it; from the first one where both have it.</summary>
    internal KandjiObject? Source { get; set; }

    /// <summary>The kind, the name, and the property.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize($"{Kind} {Name}{(Property is null ? "" : "." + Property)}: {Change}");
}
