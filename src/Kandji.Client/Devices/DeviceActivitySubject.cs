using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>A device or a blueprint as an activity or a library item names it.</summary>
public class DeviceActivitySubject : KandjiObject
{
    /// <summary>The id.</summary>
    public string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether it is gone.</summary>
    public bool? IsRemoved { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Name);
}
