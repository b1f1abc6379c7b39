using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>An application on a device. Apple, Windows and Android tell different things; what a platform does not tell is null.</summary>
public sealed class DeviceApp : TenantObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>Apple: the service's id of this application on this device.</summary>
    public string? AppId { get; set; }

    /// <summary>Apple: the application's name.</summary>
    public string? AppName { get; set; }

    /// <summary>Apple: the bundle identifier.</summary>
    public string? BundleId { get; set; }

    /// <summary>Apple: the size as the service tells it: bytes on an iPhone or iPad, a number without a unit on a Mac.</summary>
    public long? BundleSize { get; set; }

    /// <summary>iPhone, iPad: whether the App Store has it.</summary>
    public bool? AppStoreVendable { get; set; }

    /// <summary>iPhone, iPad: whether it was licensed to the device, not to a person.</summary>
    [ApiName("device_based_vpp")]
    public bool? DeviceBasedVpp { get; set; }

    /// <summary>Apple: where it comes from: <c>Apple</c>, <c>Identified Developer</c>, ...</summary>
    public string? Source { get; set; }

    /// <summary>Mac: the name of its process.</summary>
    public string? Process { get; set; }

    /// <summary>Mac: who signed it.</summary>
    public string? Signature { get; set; }

    /// <summary>Mac: when the service first saw it, in local time.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>Mac: when the service last saw a change, in local time.</summary>
    public DateTime? ModificationDate { get; set; }

    /// <summary>Mac: where it is.</summary>
    public string? Path { get; set; }

    /// <summary>Apple, Windows: the version.</summary>
    public string? Version { get; set; }

    /// <summary>Windows: the name in the system.</summary>
    public string? Name { get; set; }

    /// <summary>Windows, Android: the name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Windows: the publisher as the signature names it.</summary>
    public string? Publisher { get; set; }

    /// <summary>Windows: the publisher's name that people see.</summary>
    public string? PublisherDisplayName { get; set; }

    /// <summary>Windows: the product code of an MSI package.</summary>
    public string? ProductCode { get; set; }

    /// <summary>Windows: the architecture: <c>x64</c>.</summary>
    public string? Architecture { get; set; }

    /// <summary>Windows: where it is.</summary>
    public string? InstalledPath { get; set; }

    /// <summary>Windows: <c>Win32</c>, <c>AppxMsix</c>, ...</summary>
    public string? ApplicationType { get; set; }

    /// <summary>Android: the package.</summary>
    public string? PackageName { get; set; }

    /// <summary>Android: the version.</summary>
    public string? VersionName { get; set; }

    /// <summary>Android: where it comes from: <c>INSTALLED_FROM_PLAY_STORE</c>, ...</summary>
    public string? ApplicationSource { get; set; }

    /// <summary>Android: the package that installed it.</summary>
    public string? InstallerPackageName { get; set; }

    /// <summary>Android: the SHA-256 hash of the package.</summary>
    [ApiName("sha256_hash")]
    public string? Sha256Hash { get; set; }

    /// <summary>Android: the SHA-1 hashes of the certificates that signed it.</summary>
    [ApiName("sha1_hashes")]
    public TextList? Sha1Hashes { get; set; }

    /// <summary>The name and the version.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{AppName ?? DisplayName ?? Name} {Version ?? VersionName}");
}
