using Kandji.Client.Http;

namespace Kandji.Client.Library;

/// <summary>A custom app to create, or a change of one. Properties that are null are not sent and stay as they are.</summary>
public sealed class CustomAppChange
{
    /// <summary>The name. Needed to create one.</summary>
    public string? Name { get; set; }

    /// <summary>The key of an installer that was uploaded before. Needed to create one.</summary>
    public string? FileKey { get; set; }

    /// <summary>
    /// True when the caller has uploaded the file of <see cref="FileKey"/> just before. Only then is the service believed when it says
    /// (503) that it is still processing the file, and the request sent again until it has; otherwise the outcome of such an answer is
    /// unknown.
    /// </summary>
    public bool FollowsUpload { get; set; }

    /// <summary>The type of the installer: <c>package</c>, <c>zip</c>, or <c>image</c>. Needed to create one.</summary>
    public string? InstallType { get; set; }

    /// <summary>
    /// When it is installed: <c>install_once</c>, <c>continuously_enforce</c>, or <c>no_enforcement</c>. Needed to create one.
    /// </summary>
    public string? InstallEnforcement { get; set; }

    /// <summary>The folder into which a zip archive is unpacked, and which it needs.</summary>
    public string? UnzipLocation { get; set; }

    /// <summary>The script that checks whether the app is to be installed. Continuous enforcement needs one.</summary>
    public string? AuditScript { get; set; }

    /// <summary>The script that runs before the installation; empty for none.</summary>
    public string? PreinstallScript { get; set; }

    /// <summary>The script that runs after the installation; empty for none.</summary>
    public string? PostinstallScript { get; set; }

    /// <summary>Indicates whether people find it in Self Service, which needs a category.</summary>
    public bool? ShowInSelfService { get; set; }

    /// <summary>The id of its category in Self Service.</summary>
    public string? SelfServiceCategoryId { get; set; }

    /// <summary>Indicates whether Self Service recommends it.</summary>
    public bool? SelfServiceRecommended { get; set; }

    /// <summary>Indicates whether it is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>Indicates whether the device is restarted after the installation.</summary>
    public bool? Restart { get; set; }

    /// <summary>True when nothing is set, so that there is nothing to send.</summary>
    public bool IsEmpty => ToForm().Count == 0;

    internal List<KeyValuePair<string, string>> ToForm() => new List<KeyValuePair<string, string>>()
        .AddIfGiven("name", Name)
        .AddIfGiven("file_key", FileKey)
        .AddIfGiven("install_type", InstallType)
        .AddIfGiven("install_enforcement", InstallEnforcement)
        .AddIfGiven("unzip_location", UnzipLocation)
        .AddIfGiven("audit_script", AuditScript)
        .AddIfGiven("preinstall_script", PreinstallScript)
        .AddIfGiven("postinstall_script", PostinstallScript)
        .AddIfGiven("show_in_self_service", ShowInSelfService)
        .AddIfGiven("self_service_category_id", SelfServiceCategoryId)
        .AddIfGiven("self_service_recommended", SelfServiceRecommended)
        .AddIfGiven("active", Active)
        .AddIfGiven("restart", Restart);
}
