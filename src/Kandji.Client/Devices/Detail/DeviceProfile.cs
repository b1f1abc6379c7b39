using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>A configuration profile on a Mac.</summary>
public class DeviceProfile : KandjiObject
{
    /// <summary>The profile's name.</summary>
    public string? Name { get; set; }

    /// <summary>The UUID of this version of the profile.</summary>
    public string? Uuid { get; set; }

    /// <summary><c>verified</c> when the profile's signature holds.</summary>
    public string? Verified { get; set; }

    /// <summary>The profile's identifier, which stays from version to version.</summary>
    public string? Identifier { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>The types of its payloads: <c>com.apple.wifi.managed</c>.</summary>
    public TextList? PayloadTypes { get; set; }

    /// <summary>When it was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>The profile's name.</summary>
    /// <returns>Text for lists.</returns>
    public override string ToString() => PrintableText.Sanitize(Name);
}
