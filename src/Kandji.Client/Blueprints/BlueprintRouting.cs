using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>How devices are enrolled into blueprint routing.</summary>
public sealed class BlueprintRouting : TenantObject
{
    /// <summary>The code with which devices enroll by hand.</summary>
    public EnrollmentCode? EnrollmentCode { get; set; }
}
