using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>
/// The particulars of an activity. MDM commands, enrollments and renamings have properties; everything else is kept, see
/// <see cref="KandjiObject.GetUnknownFields"/>.
/// </summary>
public class DeviceActivityDetails : KandjiObject
{
    /// <summary>Enrollment: the name of the blueprint.</summary>
    public string? BlueprintName { get; set; }

    /// <summary>Enrollment: <c>DEP</c> for automated enrollment, <c>MDM</c> for any other.</summary>
    public string? EnrollmentType { get; set; }

    /// <summary>Renaming: the new name.</summary>
    public string? To { get; set; }

    /// <summary>Renaming: the old name.</summary>
    public string? From { get; set; }

    /// <summary>MDM command: who sent it; null for Kandji itself.</summary>
    public object? User { get; set; }

    /// <summary>MDM command: its id.</summary>
    public string? Uuid { get; set; }

    /// <summary>MDM command: its status, a number as in <see cref="DeviceCommandStatus"/>. Windows: a word.</summary>
    public string? Status { get; set; }

    /// <summary>MDM command: how often it was sent.</summary>
    public int? Attempts { get; set; }

    /// <summary>MDM command: what else the service keeps about it, by the service's own names.</summary>
    public object? Metadata { get; set; }

    /// <summary>MDM command: its priority.</summary>
    public int? Priority { get; set; }

    /// <summary>MDM command: the local account that it was for.</summary>
    public string? Username { get; set; }

    /// <summary>MDM command: why the device failed, outermost error first.</summary>
    public ObjectList<DeviceCommandError>? ErrorChain { get; set; }

    /// <summary>MDM command: when the device was last told to fetch it, in local time.</summary>
    public DateTime? LastPushed { get; set; }

    /// <summary>MDM command: what Kandji calls it.</summary>
    public string? CommandType { get; set; }

    /// <summary>MDM command: what MDM calls it.</summary>
    public string? RequestType { get; set; }

    /// <summary>MDM command: when the device answered, in local time.</summary>
    public DateTime? DateCompleted { get; set; }

    /// <summary>MDM command: when it was asked for, in local time.</summary>
    public DateTime? DateRequested { get; set; }

    /// <summary>MDM command: whether the device has to be tethered to a network.</summary>
    public bool? RequestRequiresNetworkTether { get; set; }

    /// <summary>MDM command: whether the device does it without telling its user.</summary>
    public bool? IsSilent { get; set; }

    /// <summary>MDM command: whether it is not sent again when it fails.</summary>
    public bool? SkipRetry { get; set; }

    /// <summary>MDM command about a profile: its name.</summary>
    public string? ProfileName { get; set; }

    /// <summary>MDM command about a profile: its UUID.</summary>
    public string? ProfileUuid { get; set; }

    /// <summary>Windows: the configuration service provider that was asked.</summary>
    public string? CspName { get; set; }

    /// <summary>Windows: where the configuration service provider is.</summary>
    public string? CspPath { get; set; }

    /// <summary>Windows: the area of the policy.</summary>
    public string? PolicyArea { get; set; }

    /// <summary>Windows: the id of the exchange.</summary>
    public string? TimelineId { get; set; }

    /// <summary>Windows, Android: the library item that it was about.</summary>
    public string? LibraryItemId { get; set; }

    /// <summary>Windows: the library item's version.</summary>
    public int? LibraryItemVersion { get; set; }

    /// <summary>Android: when the policy last changed, in local time.</summary>
    public DateTime? LastPolicyUpdate { get; set; }
}
