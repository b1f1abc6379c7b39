using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>A code that people type to enroll a device.</summary>
public class EnrollmentCode : KandjiObject
{
    /// <summary>The code. Six digits, which may begin with zeros.</summary>
    public string? Code { get; set; }

    /// <summary>Indicates whether the code may be used.</summary>
    public bool? IsActive { get; set; }

    /// <summary>The code, and whether it may be used.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => IsActive == true ? Code ?? "" : $"{Code} (inactive)";
}
