using System.Collections.Generic;
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

/// <summary>
/// A blueprint to create. It needs a name that no other has; <see cref="BlueprintChange.IsEnrollmentCodeActive"/> is sent as false unless set, and
/// without a code the service makes one.
/// </summary>
public sealed class NewBlueprint : BlueprintChange
{
    /// <summary><c>classic</c> or <c>map</c>. Of a clone it must be the original's. Null leaves it to the service.</summary>
    public string? Type { get; set; }

    /// <summary>The source of a new blueprint: <c>template</c> or <c>blueprint</c>; null for an empty one.</summary>
    public string? SourceType { get; set; }

    /// <summary>The id of the template or blueprint that it is made from.</summary>
    public string? SourceId { get; set; }

    internal override List<KeyValuePair<string, string>> ToForm()
    {
        IsEnrollmentCodeActive ??= false;
        return base.ToForm()
            .AddIfGiven("type", Type)
            .AddIfGiven("source.type", SourceType)
            .AddIfGiven("source.id", SourceId);
    }
}
