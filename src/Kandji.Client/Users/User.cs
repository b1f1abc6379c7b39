using Kandji.Client.Model;

namespace Kandji.Client.Users;

/// <summary>A user from a directory integration. Times are local.</summary>
public sealed class User : TenantObject
{
    /// <summary>Indicates whether the directory lets the user sign in.</summary>
    public bool? Active { get; set; }

    /// <summary>Indicates whether the user is archived: the directory no longer has them.</summary>
    public bool? Archived { get; set; }

    /// <summary>When Kandji first saw the user, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The department.</summary>
    public string? Department { get; set; }

    /// <summary>The whole number that named the user before UUIDs did.</summary>
    public string? DeprecatedUserId { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The user's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The directory integration that brought the user.</summary>
    public UserIntegration? Integration { get; set; }

    /// <summary>The job title.</summary>
    public string? JobTitle { get; set; }

    /// <summary>The display name.</summary>
    public string? Name { get; set; }

    /// <summary>How many devices are assigned to the user.</summary>
    public int? DeviceCount { get; set; }

    /// <summary>When the user last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>Name and e-mail address.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Name} ({Email})");
}
