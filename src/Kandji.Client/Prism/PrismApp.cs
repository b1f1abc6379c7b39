namespace Kandji.Client.Prism;

/// <summary>An application on a device. Properties that a platform does not report are null.</summary>
public sealed class PrismApp : PrismRow
{
    /// <summary>Where it is on a Mac.</summary>
    public string? Path { get; set; }

    /// <summary>Where it came from: <c>Apple</c>, <c>Mac App Store</c>, <c>Identified Developer</c>, <c>Unknown</c>.</summary>
    public string? ObtainedFrom { get; set; }

    /// <summary>Its size in bytes.</summary>
    public long? BundleSize { get; set; }

    /// <summary>The bundle's identifier: <c>com.apple.Safari</c>.</summary>
    public string? BundleId { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The build that its maker counts by.</summary>
    public string? ShortVersion { get; set; }

    /// <summary>Who signed it, the chain of certificates separated by commas.</summary>
    public string? Signature { get; set; }

    /// <summary>Indicates whether it is signed without a certificate.</summary>
    public bool? AdHocCodeSigned { get; set; }

    /// <summary>Indicates whether it comes from the App Store.</summary>
    public bool? AppStoreVendable { get; set; }

    /// <summary>Indicates whether it comes from TestFlight.</summary>
    public bool? BetaApp { get; set; }

    /// <summary>Indicates whether its license belongs to the device.</summary>
    public bool? DeviceBasedVpp { get; set; }

    /// <summary>Indicates whether its download was cancelled.</summary>
    public bool? DownloadCanceled { get; set; }

    /// <summary>Indicates whether its download failed.</summary>
    public bool? DownloadFailed { get; set; }

    /// <summary>Indicates whether its download is paused.</summary>
    public bool? DownloadPaused { get; set; }

    /// <summary>Indicates whether its download waits.</summary>
    public bool? DownloadWaiting { get; set; }

    /// <summary>The size of the data of the application, in bytes.</summary>
    public long? DynamicSize { get; set; }

    /// <summary>The App Store's number for this version.</summary>
    public string? ExternalVersionIdentifier { get; set; }

    /// <summary>Indicates whether there is a newer version.</summary>
    public bool? HasUpdateAvailable { get; set; }

    /// <summary>Indicates whether it is being installed.</summary>
    public bool? Installing { get; set; }

    /// <summary>Its version.</summary>
    public string? Version { get; set; }

    /// <summary>Indicates whether it is an App Clip.</summary>
    public bool? AppClip { get; set; }

    /// <summary>Indicates whether an app of one's own was validated.</summary>
    public bool? Validated { get; set; }

    /// <summary>The name of its program.</summary>
    public string? Executable { get; set; }

    /// <summary>The bundle's name.</summary>
    public string? BundleName { get; set; }

    /// <summary>The bundle's type: <c>APPL</c>.</summary>
    public string? BundleType { get; set; }

    /// <summary>The environment variables that it sets.</summary>
    public object? EnvironmentVariables { get; set; }

    /// <summary>The compiler that built the application.</summary>
    public string? Compiler { get; set; }

    /// <summary>The language it was written in: <c>en</c>.</summary>
    public string? BundleRegion { get; set; }

    /// <summary>The name that a Mac shows.</summary>
    public string? BundleDisplayName { get; set; }

    /// <summary>The description.</summary>
    public string? Info { get; set; }

    /// <summary>The oldest system that it runs on.</summary>
    public string? MinimumSystemVersion { get; set; }

    /// <summary>Its category in the App Store.</summary>
    public string? Category { get; set; }

    /// <summary>Indicates whether scripts can drive it.</summary>
    public bool? AppleScriptable { get; set; }

    /// <summary>Its copyright.</summary>
    public string? Copyright { get; set; }

    /// <summary>Its maker.</summary>
    public string? DeveloperName { get; set; }

    /// <summary>The id that Apple gave its maker.</summary>
    public string? TeamId { get; set; }
}
