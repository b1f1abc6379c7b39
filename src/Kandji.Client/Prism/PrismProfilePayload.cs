using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>A payload of a configuration profile.</summary>
public class PrismProfilePayload : KandjiObject
{
    /// <summary>The type of the payload: <c>com.apple.wifi.managed</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Its UUID.</summary>
    public string? Uuid { get; set; }

    /// <summary>Its version.</summary>
    public int? Version { get; set; }

    /// <summary>Its identifier.</summary>
    public string? Identifier { get; set; }

    /// <summary>Its name.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>The kind of payload.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Type ?? "";
}
