using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>An MDM command that was sent to an Apple device.</summary>
public class DeviceCommand : TenantObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>The command's id.</summary>
    public string? Uuid { get; set; }

    /// <summary>Why the device failed, outermost error first; empty when it did not.</summary>
    public ObjectList<DeviceCommandError>? ErrorChain { get; set; }

    /// <summary>The name of the command in Kandji: <c>RestartDevice</c>.</summary>
    public string? CommandType { get; set; }

    /// <summary>The MDM request type.</summary>
    public string? RequestType { get; set; }

    /// <summary>Additional data about the command: a dictionary whose keys are the names that the service uses.</summary>
    public object? Metadata { get; set; }

    /// <summary>Indicates whether the device has to be tethered to a network.</summary>
    public bool? RequestRequiresNetworkTether { get; set; }

    /// <summary>How far the command is.</summary>
    public DeviceCommandStatus? Status { get; set; }

    /// <summary>How often it was sent.</summary>
    public int? Attempts { get; set; }

    /// <summary>When it was asked for, in local time.</summary>
    public DateTime? DateRequested { get; set; }

    /// <summary>When the device answered, in local time; null while it has not.</summary>
    public DateTime? DateCompleted { get; set; }

    /// <summary>When the device was last told to fetch it, in local time.</summary>
    public DateTime? LastPushed { get; set; }

    /// <summary>Who sent it; null for Kandji itself.</summary>
    public object? User { get; set; }

    /// <summary>The command's priority; the service does not say how it counts.</summary>
    public int? Priority { get; set; }

    /// <summary>Indicates whether the device has done it or failed, so that nothing more will come.</summary>
    internal bool HasEnded => Status is DeviceCommandStatus.Completed or DeviceCommandStatus.Failed;

    /// <summary>The type and the status.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{CommandType} {Status}");
}
