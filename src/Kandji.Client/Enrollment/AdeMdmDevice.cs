using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>The enrolled device of a device that Apple knows.</summary>
public class AdeMdmDevice : TenantObject, INamedObject
{
    /// <summary>The device's id.</summary>
    public string? Id { get; set; }

    /// <summary>When it enrolled, in local time.</summary>
    public DateTime? EnrolledAt { get; set; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }

    /// <summary>The state of the enrollment, a number of the service's own.</summary>
    public int? EnrollmentStatus { get; set; }

    /// <summary>Indicates whether the installation of the agent was put off.</summary>
    public bool? DeferredInstall { get; set; }

    /// <summary>Indicates whether the device has not been heard from for so long that Kandji counts it as missing.</summary>
    public bool? IsMissing { get; set; }

    /// <summary>Indicates whether the device's management was removed.</summary>
    public bool? IsRemoved { get; set; }
}
