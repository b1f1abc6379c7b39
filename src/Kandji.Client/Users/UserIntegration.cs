using Kandji.Client.Model;

namespace Kandji.Client.Users;

/// <summary>A directory integration.</summary>
public class UserIntegration : KandjiObject
{
    /// <summary>The integration's number.</summary>
    public long? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The integration's UUID, by which users are listed.</summary>
    public string? Uuid { get; set; }

    /// <summary>The kind of directory: <c>office365</c>, <c>gsuite</c>, <c>scim</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Uuid);
}
