using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>A place on Earth.</summary>
public class DeviceLocation : KandjiObject
{
    /// <summary>Degrees north of the equator.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees east of Greenwich.</summary>
    public double? Longitude { get; set; }

    /// <summary>Latitude and longitude as maps take them.</summary>
    /// <returns>Two numbers with a comma.</returns>
    public override string ToString() => FormattableString.Invariant($"{Latitude},{Longitude}");
}
