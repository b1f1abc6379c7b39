namespace Kandji.Client.Prism;

/// <summary>A system extension of a Mac.</summary>
public sealed class PrismSystemExtension : PrismRow
{
    /// <summary>Where its application is.</summary>
    public string? Path { get; set; }

    /// <summary>Its identifier.</summary>
    public string? Identifier { get; set; }

    /// <summary>Its state: <c>activated_enabled</c>, <c>terminated_waiting_to_uninstall_on_reboot</c>.</summary>
    public string? State { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its version.</summary>
    public string? ShortVersion { get; set; }

    /// <summary>Its build.</summary>
    public string? BundleVersion { get; set; }

    /// <summary>The category of the extension: <c>com.apple.system_extension.endpoint_security</c>.</summary>
    public string? Categories { get; set; }

    /// <summary>Where its bundle is.</summary>
    public string? BundlePath { get; set; }

    /// <summary>The id that Apple gave its maker.</summary>
    public string? TeamId { get; set; }

    /// <summary>Indicates whether MDM manages it.</summary>
    public bool? IsMdmManaged { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Name ?? Identifier ?? "";
}
