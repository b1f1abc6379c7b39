using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>An app of the library that comes from an installer: a package, a disk image or a zip archive.</summary>
public sealed class CustomApp : TenantObject, IUploadedItem, INullAware
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether the item is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>Where the service keeps the installer.</summary>
    public string? FileKey { get; set; }

    /// <summary>The type of the installer: <c>package</c>, <c>zip</c>, or <c>image</c>.</summary>
    public string? InstallType { get; set; }

    /// <summary>When it is installed: <c>install_once</c>, <c>continuously_enforce</c>, or <c>no_enforcement</c>.</summary>
    public string? InstallEnforcement { get; set; }

    /// <summary>The script that checks whether the app is to be installed; empty when there is none.</summary>
    public string? AuditScript { get; set; }

    /// <summary>The folder into which a zip archive is unpacked.</summary>
    public string? UnzipLocation { get; set; }

    /// <summary>Indicates whether the device is restarted after the installation.</summary>
    public bool? Restart { get; set; }

    /// <summary>The script that runs before the installation; empty when there is none.</summary>
    public string? PreinstallScript { get; set; }

    /// <summary>The script that runs after the installation; empty when there is none.</summary>
    public string? PostinstallScript { get; set; }

    /// <summary>An address from which the installer can be downloaded for a short time, without a token: treat it as a secret.</summary>
    public string? FileUrl { get; set; }

    /// <summary>The installer's SHA-256 sum in hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The installer's size in bytes.</summary>
    [ByteSize]
    public long? FileSize { get; set; }

    /// <summary>When the installer was uploaded, in local time.</summary>
    public DateTime? FileUpdated { get; set; }

    /// <summary>Indicates whether people find it in Self Service.</summary>
    public bool? ShowInSelfService { get; set; }

    /// <summary>The id of its category in Self Service.</summary>
    public string? SelfServiceCategoryId { get; set; }

    /// <summary>Indicates whether Self Service recommends it.</summary>
    public bool? SelfServiceRecommended { get; set; }

    /// <summary>When the item was created, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the item was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    ICollection<string>? INullAware.NullFields { get; set; }
}
