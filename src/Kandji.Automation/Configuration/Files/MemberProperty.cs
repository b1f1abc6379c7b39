namespace Kandji.Automation.Configuration.Files;

/// <summary>A setting or a text of a member, as it is compared and shown.</summary>
/// <param name="Name">The name that differences give it.</param>
/// <param name="Key">The key, or the role of a text.</param>
/// <param name="Value">The value.</param>
internal sealed record MemberProperty(string Name, string Key, ConfigurationValue Value)
{
    /// <summary>Indicates whether it is compared but never sent.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Indicates whether it is no part of what the hash is made of.</summary>
    public bool IsOutsideHash { get; init; }
}
