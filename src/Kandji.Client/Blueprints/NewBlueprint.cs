using Kandji.Client.Http;

namespace Kandji.Client.Blueprints;

/// <summary>
/// A blueprint to create. It needs a name that no other has; <see cref="BlueprintChange.IsEnrollmentCodeActive"/> is sent as false unless
/// set, and without a code the service makes one.
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
