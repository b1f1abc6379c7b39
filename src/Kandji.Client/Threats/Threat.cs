using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>
/// A file that the endpoint detection took for malware or for a potentially unwanted program (PUP), on one device. Times are local.
/// </summary>
public sealed class Threat : TenantObject
{
    /// <summary>The threat's id.</summary>
    public string? Id { get; set; }

    /// <summary>The threat's name.</summary>
    public string? ThreatName { get; set; }

    /// <summary><c>malware</c> or <c>pup</c>.</summary>
    public string? Classification { get; set; }

    /// <summary><c>quarantined</c>, <c>not_quarantined</c>, <c>released</c> or <c>resolved</c>.</summary>
    public string? Status { get; set; }

    /// <summary><c>informational</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public string? Severity { get; set; }

    /// <summary>Indicates whether somebody still has to look at it: <c>open</c> or <c>closed</c>.</summary>
    public string? ManagementState { get; set; }

    /// <summary>Its tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>The process that brought or ran the file.</summary>
    public string? ProcessName { get; set; }

    /// <summary>The account that the process ran as.</summary>
    public string? ProcessOwner { get; set; }

    /// <summary>The device's name.</summary>
    public string? DeviceName { get; set; }

    /// <summary>The device's id.</summary>
    public string? DeviceId { get; set; }

    /// <summary>When it was found, in local time.</summary>
    public DateTime? DetectionDate { get; set; }

    /// <summary>When it was put into quarantine, in local time; null when it was not.</summary>
    public DateTime? DateOfQuarantine { get; set; }

    /// <summary>When it was let out of quarantine, in local time; null when it was not.</summary>
    public DateTime? DateOfRelease { get; set; }

    /// <summary>Who let it out.</summary>
    public string? ReleasedBy { get; set; }

    /// <summary>Why it was let out.</summary>
    public string? ReleaseNote { get; set; }

    /// <summary>Where the file was.</summary>
    public string? FilePath { get; set; }

    /// <summary>The file's SHA-256.</summary>
    public string? FileHash { get; set; }

    /// <summary>The bundle that the file is part of; empty when of none.</summary>
    public string? BundlePath { get; set; }

    /// <summary>The device's serial number.</summary>
    public string? DeviceSerialNumber { get; set; }

    /// <summary>The id of the device's blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The name of the device's blueprint.</summary>
    public string? BlueprintName { get; set; }

    /// <summary>The name of the library item that told the device to look.</summary>
    public string? LibraryItemName { get; set; }

    /// <summary>The id of that library item.</summary>
    public string? LibraryItemId { get; set; }

    /// <summary>The posture of that item for potentially unwanted programs: <c>protect</c> or <c>detect</c>.</summary>
    public string? PupPosture { get; set; }

    /// <summary>The posture of that item for malware: <c>protect</c> or <c>detect</c>.</summary>
    public string? MalwarePosture { get; set; }

    /// <summary>The object that it belongs to.</summary>
    public object? AssociatedItem { get; set; }

    /// <summary>The threat and the device.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{ThreatName} on {DeviceName} ({DeviceSerialNumber})";
}
