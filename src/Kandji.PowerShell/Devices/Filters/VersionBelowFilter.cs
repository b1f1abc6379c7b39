using Kandji.Client.Devices;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The version of -OSVersionBelow. A part that a version does not have counts as zero: 15.6 is not older than 15.6.0.
/// </summary>
/// <param name="limit">The version.</param>
internal sealed class VersionBelowFilter(Version limit)
{
    private readonly Version _limit = Fill(limit);

    /// <summary>How many devices had a version that does not compare.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Indicates whether the device's operating system is older.</summary>
    public bool Matches(Device device)
    {
        if (device.OsVersionNumber is { } version)
            return Fill(version) < _limit;
        Unreadable++;
        return false;
    }

    private static Version Fill(Version version) =>
        new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
