namespace Kandji.Automation.Configuration;

/// <summary>How two sides of a configuration differ in one thing.</summary>
public enum ConfigurationChange
{
    /// <summary>Only the first side has it.</summary>
    OnlyHere,

    /// <summary>Only the other side has it.</summary>
    OnlyThere,

    /// <summary>Both sides have it, and a property of it is different.</summary>
    Different,
}
