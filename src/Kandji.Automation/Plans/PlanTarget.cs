using Kandji.Automation.Configuration;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>The object that a step of a plan is about, as it was when the plan was made.</summary>
public sealed class PlanTarget
{
    /// <summary>The kind of object.</summary>
    public ConfigurationKind Kind { get; init; }

    /// <summary>The object's id; null for one that the step makes, and for one that could not be found.</summary>
    public string? Id { get; init; }

    /// <summary>The serial number of a device.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The object's name; the text that it was named by where it could not be found.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The platform of a device: <c>Mac</c>, <c>iPad</c>, <c>iPhone</c>, <c>AppleTV</c>, <c>Windows</c> or <c>Android</c>.
    /// </summary>
    public string? Platform { get; init; }

    /// <summary>The e-mail address, or the name, of the user whom a device is assigned to; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>The name of a device's blueprint.</summary>
    public string? Blueprint { get; init; }

    /// <summary>The name, with the serial number of a device.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize(string.IsNullOrEmpty(SerialNumber) ? Name ?? Id ?? "" : $"{Name} ({SerialNumber})");
}
