using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>Numbers of devices by family. A family without devices is null.</summary>
public class AdeDeviceCounts : KandjiObject
{
    /// <summary>Macs.</summary>
    [ApiName("Mac")]
    public int? Mac { get; set; }

    /// <summary>iPads.</summary>
    [ApiName("iPad")]
    public int? IPad { get; set; }

    /// <summary>iPhones.</summary>
    [ApiName("iPhone")]
    public int? IPhone { get; set; }

    /// <summary>Apple TVs.</summary>
    [ApiName("AppleTV")]
    public int? AppleTV { get; set; }

    /// <summary>All of them.</summary>
    public int? Total { get; set; }

    /// <summary>The number of all.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => $"{Total}";
}
