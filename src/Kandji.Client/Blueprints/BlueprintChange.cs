using Kandji.Client.Http;

namespace Kandji.Client.Blueprints;

/// <summary>A change of a blueprint. Properties that are null are not sent and stay as they are.</summary>
public class BlueprintChange
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The description of the blueprint; an empty text clears it.</summary>
    public string? Description { get; set; }

    /// <summary>The name of the icon. Assignment maps have none of their own.</summary>
    public string? Icon { get; set; }

    /// <summary>The name of the colour. Assignment maps have none of their own.</summary>
    public string? Color { get; set; }

    /// <summary>The code that people type to enroll a device.</summary>
    public string? EnrollmentCode { get; set; }

    /// <summary>Indicates whether devices may be enrolled with the code.</summary>
    public bool? IsEnrollmentCodeActive { get; set; }

    internal virtual List<KeyValuePair<string, string>> ToForm() => new List<KeyValuePair<string, string>>()
        .AddIfGiven("name", Name)
        .AddIfGiven("description", Description)
        .AddIfGiven("icon", Icon)
        .AddIfGiven("color", Color)
        .AddIfGiven("enrollment_code.code", EnrollmentCode)
        .AddIfGiven("enrollment_code.is_active", IsEnrollmentCodeActive);
}
