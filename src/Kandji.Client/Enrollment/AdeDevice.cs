using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>
/// A device that Apple's Automated Device Enrollment knows, whether it has enrolled or not. Times are local.
/// </summary>
public sealed class AdeDevice : TenantObject
{
    /// <summary>The id of the blueprint that the device gets when it enrolls; null where blueprint routing decides.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The enrolled device; null before it enrolls.</summary>
    public AdeMdmDevice? MdmDevice { get; set; }

    /// <summary>The id of the user whom the device is assigned to; null when nobody is.</summary>
    public string? UserId { get; set; }

    /// <summary>The names of the device's tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>The integration that brought the device.</summary>
    public AdeAccount? DepAccount { get; set; }

    /// <summary>The asset tag.</summary>
    public string? AssetTag { get; set; }

    /// <summary>The colour of the case, in Apple's words.</summary>
    public string? Color { get; set; }

    /// <summary>The model and its equipment, in Apple's words.</summary>
    public string? Description { get; set; }

    /// <summary>The Apple account that assigned the device to the MDM server.</summary>
    public string? DeviceAssignedBy { get; set; }

    /// <summary>When that was, in local time.</summary>
    public DateTime? DeviceAssignedDate { get; set; }

    /// <summary><c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>iPod</c>, <c>AppleTV</c> or <c>Vision</c>.</summary>
    public string? DeviceFamily { get; set; }

    /// <summary>The model: <c>MacBook Air</c>.</summary>
    public string? Model { get; set; }

    /// <summary><c>OSX</c>, <c>iOS</c>, <c>iPadOS</c>, <c>tvOS</c> or <c>visionOS</c>.</summary>
    public string? Os { get; set; }

    /// <summary>When the enrollment profile was assigned, in local time.</summary>
    public DateTime? ProfileAssignTime { get; set; }

    /// <summary>When the device fetched the enrollment profile, in local time; null when never.</summary>
    public DateTime? ProfilePushTime { get; set; }

    /// <summary><c>empty</c>, <c>assigned</c>, <c>pushed</c> or <c>removed</c>.</summary>
    public string? ProfileStatus { get; set; }

    /// <summary>The maker's serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>The id of the device in Automated Device Enrollment, a UUID. It is not the id of the enrolled device.</summary>
    public string? Id { get; set; }

    /// <summary>The outcome of the last assignment of the profile, such as <c>SUCCESS</c>.</summary>
    public string? LastAssignmentStatus { get; set; }

    /// <summary>How many assignments failed.</summary>
    public int? FailedAssignmentAttempts { get; set; }

    /// <summary>When the last assignment's status came, in local time.</summary>
    public DateTime? AssignmentStatusReceivedAt { get; set; }

    /// <summary>The same as <see cref="BlueprintId"/>; only when a single device is read.</summary>
    public string? Blueprint { get; set; }

    /// <summary>The same as <see cref="UserId"/>; only when a single device is read.</summary>
    public string? User { get; set; }

    /// <summary>Indicates whether blueprint routing decides which blueprint the device gets.</summary>
    public bool? UseBlueprintRouting { get; set; }

    /// <summary>Model and serial number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Model} ({SerialNumber})");
}
