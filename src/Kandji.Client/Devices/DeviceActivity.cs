using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>Something that happened to a device.</summary>
public sealed class DeviceActivity : TenantObject, IDeviceRecord
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

    /// <summary>The entry's number.</summary>
    public long? Id { get; set; }

    /// <summary>When it happened, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The type of activity: <c>enrollment</c>, <c>mdm_command_completed</c>, <c>name_changed</c>, ...</summary>
    public string? ActionType { get; set; }

    /// <summary>The particulars, which differ from <see cref="ActionType"/> to <see cref="ActionType"/>.</summary>
    public DeviceActivityDetails? Details { get; set; }

    /// <summary>The device as it was named then.</summary>
    public DeviceActivitySubject? Computer { get; set; }

    /// <summary>The blueprint of that time; null when it had nothing to do with it.</summary>
    public DeviceActivitySubject? Blueprint { get; set; }

    /// <summary>Who did it; null for Kandji itself.</summary>
    public object? User { get; set; }

    /// <summary>The token with which it was done, where the service tells.</summary>
    public object? ExternalToken { get; set; }

    /// <summary>Indicates whether it was done by blueprint routing.</summary>
    public bool? BlueprintRouting { get; set; }

    /// <summary>The details of the activity.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(ActionType);
}
