using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>The thing that a finding is about.</summary>
public sealed class FindingSubject
{
    /// <summary>The kind of the thing.</summary>
    public FindingSubjectKind Kind { get; internal init; }

    /// <summary>The id; for a tenant its host.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The name, as the service has it.</summary>
    public string? Name { get; internal init; }

    /// <summary>The serial number of a device; null for what has none.</summary>
    public string? SerialNumber { get; internal init; }

    /// <summary>The name, and the serial number of a device.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(
        string.IsNullOrEmpty(SerialNumber) ? Named : string.IsNullOrEmpty(Name) ? SerialNumber : $"{Name} ({SerialNumber})");

    private string Named => string.IsNullOrEmpty(Name) ? Id : Name!;
}
