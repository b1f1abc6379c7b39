namespace Kandji.Client.Enrollment;

/// <summary>A filter for devices of Automated Device Enrollment. Properties that are null do not filter.</summary>
public sealed class AdeDeviceQuery
{
    /// <summary>The id of a blueprint.</summary>
    public string? BlueprintId { get; init; }

    /// <summary>The id of a user.</summary>
    public string? UserId { get; init; }

    /// <summary>The id of an integration.</summary>
    public string? IntegrationId { get; init; }

    /// <summary><c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>iPod</c>, <c>AppleTV</c> or <c>Vision</c>.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Part of the model.</summary>
    public string? Model { get; init; }

    /// <summary><c>OSX</c>, <c>iOS</c>, <c>iPadOS</c>, <c>tvOS</c> or <c>visionOS</c>.</summary>
    public string? Os { get; init; }

    /// <summary><c>empty</c>, <c>assigned</c>, <c>pushed</c> or <c>removed</c>.</summary>
    public string? ProfileStatus { get; init; }

    /// <summary>Part of the serial number.</summary>
    public string? SerialNumber { get; init; }
}
