using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Automated Device Enrollment of an iPhone or iPad.</summary>
public class DeviceAutomatedEnrollment : KandjiObject
{
    /// <summary>Indicates whether the device could enroll by itself.</summary>
    public bool? AutoEnrollEligible { get; set; }

    /// <summary>Indicates whether it did.</summary>
    public bool? AutoEnrolled { get; set; }
}
