using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>Something that a process did on a device and that a rule took for malicious or suspicious. Times are local.</summary>
public sealed class BehavioralDetection : TenantObject
{
    private string? _deviceId;
    private string? _deviceName;
    private string? _deviceSerialNumber;

    /// <summary>The detection's id.</summary>
    public string? Id { get; set; }

    /// <summary>The rule's id.</summary>
    public string? ThreatId { get; set; }

    /// <summary>The rule's version.</summary>
    public long? RuleVersion { get; set; }

    /// <summary>The description of the rule.</summary>
    public string? Description { get; set; }

    /// <summary><c>malicious</c>, <c>suspicious</c> or <c>pup</c>.</summary>
    public string? Classification { get; set; }

    /// <summary><c>informational</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public string? Severity { get; set; }

    /// <summary>Indicates whether somebody still has to look at it: <c>open</c> or <c>closed</c>.</summary>
    public string? ManagementState { get; set; }

    /// <summary>Its tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>The classification of the behavior.</summary>
    public TextList? InformationalTags { get; set; }

    /// <summary>The families of malware that behave like this.</summary>
    public TextList? MalwareFamily { get; set; }

    /// <summary>When it happened, in local time.</summary>
    public DateTime? DetectionDate { get; set; }

    /// <summary>The outcome: <c>detected</c>, <c>blocked</c>, <c>blocked_parent</c> or <c>informational</c>.</summary>
    public string? ThreatStatus { get; set; }

    /// <summary>The device.</summary>
    public DetectionDevice? DeviceInfo { get; set; }

    /// <summary>The process that started the one that did it.</summary>
    public DetectionProcess? ParentProcess { get; set; }

    /// <summary>The process that did it.</summary>
    public DetectionProcess? TargetProcess { get; set; }

    /// <summary>The library item that told the device to look.</summary>
    public DetectionLibraryItem? LibraryItem { get; set; }

    /// <summary>The device's blueprint.</summary>
    public DetectionBlueprint? Blueprint { get; set; }

    /// <summary>The object that it belongs to.</summary>
    public object? AssociatedItem { get; set; }

    /// <summary>The device's id.</summary>
    public string? DeviceId
    {
        get => _deviceId ?? DeviceInfo?.Id;
        set => _deviceId = value;
    }

    /// <summary>The device's name.</summary>
    public string? DeviceName
    {
        get => _deviceName ?? DeviceInfo?.Name;
        set => _deviceName = value;
    }

    /// <summary>The device's serial number.</summary>
    public string? DeviceSerialNumber
    {
        get => _deviceSerialNumber ?? DeviceInfo?.SerialNumber;
        set => _deviceSerialNumber = value;
    }

    /// <summary>The rule and the device.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{ThreatId} on {DeviceName} ({DeviceSerialNumber})";
}
