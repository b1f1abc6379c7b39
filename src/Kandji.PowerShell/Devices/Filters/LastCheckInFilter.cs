using Kandji.Client.Devices;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The time of -NotSeenSince. A device that has never checked in has not done so since; of one whose time could not be read nobody knows,
/// and a command that removes what is not seen any more must not take it.
/// </summary>
/// <param name="since">The time.</param>
internal sealed class LastCheckInFilter(DateTime since)
{
    private readonly DateTime _since = since.ToUniversalTime();
    private readonly List<string> _unreadable = [];

    /// <summary>The devices whose time could not be read.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Indicates whether the device has not checked in since the time.</summary>
    public bool Matches(Device device)
    {
        if (device.LastCheckIn is { } seen)
            return seen.ToUniversalTime() < _since;
        if (!device.GetUnknownFields().ContainsKey("last_check_in"))
            return true;
        _unreadable.Add(device.ToString());
        return false;
    }
}
