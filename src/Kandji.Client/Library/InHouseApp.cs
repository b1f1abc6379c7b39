using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>An app of the library that an organization made for itself, from an .ipa file.</summary>
public sealed class InHouseApp : TenantObject, IUploadedItem, INullAware
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether the item is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>Where the service keeps the .ipa file.</summary>
    public string? FileKey { get; set; }

    /// <summary>Where the service keeps the icon.</summary>
    public string? Icon { get; set; }

    /// <summary>Where the service keeps the icon for iPads.</summary>
    public string? IpadIcon { get; set; }

    /// <summary>The bundle identifier.</summary>
    public string? Identifier { get; set; }

    /// <summary>The bundle identifier, as the .ipa file names it.</summary>
    public string? AppIdentifier { get; set; }

    /// <summary>The app's name, as the .ipa file names it.</summary>
    public string? AppName { get; set; }

    /// <summary>The app's version.</summary>
    public string? AppVersion { get; set; }

    /// <summary>The kinds of device that the app was made for.</summary>
    public TextList? SupportedDeviceFamilies { get; set; }

    /// <summary>The oldest version of the operating system that the app runs on.</summary>
    [ApiName("minimum_os_version")]
    public string? MinimumOSVersion { get; set; }

    /// <summary>An address from which the file can be downloaded for a short time, without a token: treat it as a secret.</summary>
    public string? FileUrl { get; set; }

    /// <summary>The file's SHA-256 sum in hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The file's size in bytes.</summary>
    [ByteSize]
    public long? FileSize { get; set; }

    /// <summary>When the file was uploaded, in local time.</summary>
    public DateTime? FileUpdated { get; set; }

    /// <summary>Indicates whether iPhones get it.</summary>
    [ApiName("runs_on_iphone")]
    public bool? RunsOnIPhone { get; set; }

    /// <summary>Indicates whether iPads get it.</summary>
    [ApiName("runs_on_ipad")]
    public bool? RunsOnIPad { get; set; }

    /// <summary>Indicates whether Apple TVs get it.</summary>
    public bool? RunsOnTV { get; set; }

    /// <summary>Indicates whether Macs get it.</summary>
    public bool? RunsOnMac { get; set; }

    /// <summary>Indicates whether iPods get it.</summary>
    [ApiName("runs_on_ipod")]
    public bool? RunsOnIPod { get; set; }

    /// <summary>Indicates whether watches get it.</summary>
    public bool? RunsOnWatch { get; set; }

    /// <summary>The platforms that get it, as <see cref="Devices.Device.Platform"/> names them.</summary>
    public TextList Platforms => TextList.Wrap(new[]
    {
        RunsOnMac == true ? "Mac" : null,
        RunsOnIPhone == true ? "iPhone" : null,
        RunsOnIPad == true ? "iPad" : null,
        RunsOnTV == true ? "AppleTV" : null,
        RunsOnIPod == true ? "iPod" : null,
        RunsOnWatch == true ? "Watch" : null,
    }.OfType<string>().ToArray());

    /// <summary>When the item was created, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the item was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    // Of an app that was created or changed but could not be read after it: why. The rest is then what was sent.
    internal string? UnreadBecause { get; set; }

    ICollection<string>? INullAware.NullFields { get; set; }
}
