using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>A volume of an Apple device. Of an iPhone or iPad only the sizes are known.</summary>
public class DeviceVolume : KandjiObject
{
    /// <summary>The volume's name.</summary>
    public string? Name { get; set; }

    /// <summary>The file system: <c>APFS</c>.</summary>
    public string? Format { get; set; }

    /// <summary>How much is in use, in percent.</summary>
    public double? PercentUsed { get; set; }

    /// <summary>The device node: <c>disk3s1</c>.</summary>
    public string? Identifier { get; set; }

    /// <summary>The size, in bytes.</summary>
    [ByteSize]
    public long? Capacity { get; set; }

    /// <summary>The free space, in bytes.</summary>
    [ByteSize]
    public long? Available { get; set; }

    /// <summary>Indicates whether the volume is encrypted.</summary>
    public bool? Encrypted { get; set; }

    /// <summary>The volume's name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Name ?? Identifier);
}
