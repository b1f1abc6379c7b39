namespace Kandji.Automation.Configuration.Files;

/// <summary>A text that a member has as a file of its own.</summary>
/// <param name="Role">The role, which the file's name begins with: <c>audit</c>.</param>
/// <param name="FileName">The name that a new file gets.</param>
/// <param name="Property">The name that differences give it.</param>
/// <param name="IsRequired">Indicates whether every member has it.</param>
internal sealed record MemberText(string Role, string FileName, string Property, bool IsRequired = false)
{
    /// <summary>The extension by which a profile is found; null for scripts, which are found by their role.</summary>
    public string? Extension { get; init; }

    /// <summary>Indicates whether a file would have this text if its name were in small letters.</summary>
    public bool IsMisspelled(string fileName) =>
        Extension is null && !Matches(fileName) && fileName.StartsWith(Role, StringComparison.OrdinalIgnoreCase);

    /// <summary>Indicates whether a file has this text.</summary>
    public bool Matches(string fileName) => Extension is null
        ? fileName.StartsWith(Role, StringComparison.Ordinal)
        : string.Equals(Path.GetExtension(fileName), Extension, StringComparison.OrdinalIgnoreCase);
}
