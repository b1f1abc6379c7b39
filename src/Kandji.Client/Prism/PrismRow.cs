using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>
/// A row of Prism: what was collected about one device, or about one thing on it. A device without anything of a category has
/// no row in it. Times are local.
/// </summary>
public abstract class PrismRow : TenantObject
{
    /// <summary>The device's id.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The device's name.</summary>
    [ApiName("device__name")]
    public string? DeviceName { get; set; }

    /// <summary>The device's family: <c>Mac</c>, <c>iPhone</c>, <c>iPad</c>, <c>tvOS</c>.</summary>
    [ApiName("device__family")]
    public string? DeviceFamily { get; set; }

    /// <summary>The id of the user whom the device is assigned to, in the form of older tenants; empty when nobody is.</summary>
    [ApiName("device__user_id")]
    public string? DeviceUserId { get; set; }

    /// <summary>The name of that user.</summary>
    [ApiName("device__user_name")]
    public string? DeviceUserName { get; set; }

    /// <summary>The e-mail address of that user.</summary>
    [ApiName("device__user_email")]
    public string? DeviceUserEmail { get; set; }

    /// <summary>The id of the device's blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The name of the device's blueprint.</summary>
    public string? BlueprintName { get; set; }

    /// <summary>The names of the device's tags.</summary>
    public TextList? Tags { get; set; }

    /// <summary>The device's asset tag.</summary>
    public string? AssetTag { get; set; }

    /// <summary>The device's serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>The maker's identifier of the device's model: <c>Mac15,6</c>.</summary>
    public string? ModelId { get; set; }

    /// <summary>How many there are, where the service counts.</summary>
    public long? Count { get; set; }

    /// <summary>When the row first came, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the row was last written, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>When something in the row last changed, in local time; null when nothing has.</summary>
    public DateTime? LastChangedAt { get; set; }

    /// <summary>When the device last reported the row, in local time.</summary>
    public DateTime? LastCollectedAt { get; set; }

    /// <summary>The device's name and serial number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{DeviceName} ({SerialNumber})";
}
