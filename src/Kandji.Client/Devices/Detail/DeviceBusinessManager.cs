using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The record of a device in Apple Business Manager.</summary>
public class DeviceBusinessManager : KandjiObject
{
    /// <summary>The model.</summary>
    public string? Model { get; set; }

    /// <summary>The colour.</summary>
    public string? Color { get; set; }

    /// <summary>The model with its equipment.</summary>
    public string? Description { get; set; }

    /// <summary>The serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary><c>iPad</c>, <c>iPhone</c>, ...</summary>
    public string? DeviceFamily { get; set; }

    /// <summary><c>iPadOS</c>, <c>iOS</c>, ...</summary>
    public string? Os { get; set; }

    /// <summary>When the device was assigned to Kandji there, in local time.</summary>
    public DateTime? DeviceAssignedDate { get; set; }

    /// <summary>Who assigned it.</summary>
    public string? DeviceAssignedBy { get; set; }
}
