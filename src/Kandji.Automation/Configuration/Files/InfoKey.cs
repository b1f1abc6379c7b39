namespace Kandji.Automation.Configuration.Files;

/// <summary>A key of a member's info document.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">The type of its value.</param>
internal sealed record InfoKey(string Name, InfoKeyType Type = InfoKeyType.Text)
{
    /// <summary>The texts that it may have; empty when any is allowed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Indicates whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Indicates whether it is compared but never sent.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Indicates whether a file that leaves it out says nothing of it, so that the tenant's value stays.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The keys of a map of settings, each with its type.</summary>
    public IReadOnlyList<InfoKey> Settings { get; init; } = [];

    /// <summary>The name that differences give it: the key in PascalCase.</summary>
    public string Property { get; init; } =
        string.Concat(Name.Split('_').Select(part => part.Substring(0, 1).ToUpperInvariant() + part.Substring(1)));
}
