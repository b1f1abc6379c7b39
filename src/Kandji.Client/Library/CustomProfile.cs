using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>A configuration profile of the library.</summary>
public sealed class CustomProfile : TenantObject, ILibraryItem, INullAware
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether the item is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>The profile itself, a property list in XML.</summary>
    public string? Profile { get; set; }

    /// <summary>The identifier under which devices know the profile.</summary>
    public string? MdmIdentifier { get; set; }

    /// <summary>Indicates whether Macs get it.</summary>
    public bool? RunsOnMac { get; set; }

    /// <summary>Indicates whether iPhones get it.</summary>
    [ApiName("runs_on_iphone")]
    public bool? RunsOnIPhone { get; set; }

    /// <summary>Indicates whether iPads get it.</summary>
    [ApiName("runs_on_ipad")]
    public bool? RunsOnIPad { get; set; }

    /// <summary>Indicates whether Apple TVs get it.</summary>
    public bool? RunsOnTV { get; set; }

    /// <summary>Indicates whether Vision headsets get it.</summary>
    public bool? RunsOnVision { get; set; }

    /// <summary>Indicates whether Android devices get it.</summary>
    public bool? RunsOnAndroid { get; set; }

    /// <summary>Indicates whether Windows devices get it.</summary>
    public bool? RunsOnWindows { get; set; }

    /// <summary>The platforms that get it, as <see cref="Devices.Device.Platform"/> names them.</summary>
    public TextList Platforms => TextList.Wrap(new[]
    {
        RunsOnMac == true ? "Mac" : null,
        RunsOnIPhone == true ? "iPhone" : null,
        RunsOnIPad == true ? "iPad" : null,
        RunsOnTV == true ? "AppleTV" : null,
        RunsOnVision == true ? "Vision" : null,
        RunsOnAndroid == true ? "Android" : null,
        RunsOnWindows == true ? "Windows" : null,
    }.OfType<string>().ToArray());

    /// <summary>When the item was created, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the item was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    ICollection<string>? INullAware.NullFields { get; set; }
}
