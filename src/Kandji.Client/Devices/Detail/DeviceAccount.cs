using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>A local account of a Mac.</summary>
public class DeviceAccount : KandjiObject
{
    /// <summary>The short name.</summary>
    public string? Username { get; set; }

    /// <summary>The number of the account.</summary>
    public long? Uid { get; set; }

    /// <summary>The home folder.</summary>
    public string? Path { get; set; }

    /// <summary>Indicates whether the account may administer the Mac.</summary>
    public bool? Admin { get; set; }

    /// <summary>The full name.</summary>
    public string? Name { get; set; }

    /// <summary>The short name.</summary>
    /// <returns>Text for lists.</returns>
    public override string ToString() => PrintableText.Sanitize(Username);
}
