using Kandji.Client.Model;

namespace Kandji.Client.Threats;

/// <summary>A device as a detection names it.</summary>
public class DetectionDevice : TenantObject
{
    /// <summary>The device's id.</summary>
    public string? Id { get; set; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }

    /// <summary>The device's serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>Name and serial number.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Name} ({SerialNumber})";
}
