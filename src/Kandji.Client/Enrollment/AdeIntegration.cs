using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>
/// A connection with Apple's Automated Device Enrollment: one MDM server of Apple Business Manager or Apple School Manager, and the token
/// that opens it, which must be renewed every year. Times are local.
/// </summary>
public sealed class AdeIntegration : TenantObject
{
    /// <summary>The integration's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The blueprint that its devices get unless they have one of their own; null where blueprint routing decides.</summary>
    public AdeBlueprint? Blueprint { get; set; }

    /// <summary>Indicates whether blueprint routing decides which blueprint a device gets.</summary>
    public bool? UseBlueprintRouting { get; set; }

    /// <summary>When the token expires, in local time. No device can enroll through an expired token.</summary>
    public DateTime? AccessTokenExpiry { get; set; }

    /// <summary>The name of the MDM server at Apple.</summary>
    public string? ServerName { get; set; }

    /// <summary>The id of the MDM server at Apple.</summary>
    public string? ServerUuid { get; set; }

    /// <summary>The Apple account that made the token.</summary>
    public string? AdminId { get; set; }

    /// <summary>The organization's name, as Apple knows it.</summary>
    public string? OrgName { get; set; }

    /// <summary>The organization's e-mail address.</summary>
    public string? OrgEmail { get; set; }

    /// <summary>The organization's telephone number.</summary>
    public string? OrgPhone { get; set; }

    /// <summary>The organization's postal address.</summary>
    public string? OrgAddress { get; set; }

    /// <summary>The type of the organization: <c>org</c> for a company, <c>edu</c> for a school.</summary>
    public string? OrgType { get; set; }

    /// <summary>The name of the token's file.</summary>
    public string? StokenFileName { get; set; }

    /// <summary>When Kandji last fetched the list of devices from Apple, in local time; null when never.</summary>
    public DateTime? LastDeviceSync { get; set; }

    /// <summary>The name that people see during setup.</summary>
    public AdeDefaults? Defaults { get; set; }

    /// <summary>How many days the token is good for; negative or zero when it has expired.</summary>
    public int? DaysLeft { get; set; }

    /// <summary><c>SUCCESS</c>, or <c>BROKEN</c> when Apple refuses the token.</summary>
    public string? Status { get; set; }

    /// <summary>Why it is broken, in Apple's words: <c>FORBIDDEN</c>, for one.</summary>
    public string? StatusReason { get; set; }

    /// <summary>When the status came, in local time.</summary>
    public DateTime? StatusReceivedAt { get; set; }

    /// <summary>How many devices Apple has assigned to the server.</summary>
    public AdeDeviceCounts? DeviceCounts { get; set; }

    /// <summary>The name of the MDM server.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(ServerName ?? Id);
}
