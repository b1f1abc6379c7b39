namespace Kandji.Simulator.State;

/// <summary>How many devices each user and each blueprint has, counted again only when a device has changed.</summary>
internal sealed class DeviceCounts
{
    private readonly long _version;
    private readonly Dictionary<SimulatedUser, int> _perUser;
    private readonly Dictionary<SimulatedBlueprint, int> _perBlueprint;

    private DeviceCounts(long version, SimulatedDevice[] devices)
    {
        _version = version;
        _perUser = devices.Where(d => d.User is not null).CountBy(d => d.User!).ToDictionary();
        _perBlueprint = devices.CountBy(d => d.Blueprint).ToDictionary();
    }

    public int CountFor(SimulatedUser user) => _perUser.GetValueOrDefault(user);

    public int CountFor(SimulatedBlueprint blueprint) => _perBlueprint.GetValueOrDefault(blueprint);

    public static DeviceCounts Current(StateCollection<SimulatedDevice> devices, ref DeviceCounts? last)
    {
        var version = devices.Version;
        var counts = last;
        return counts?._version == version ? counts : last = new DeviceCounts(version, devices.Items);
    }
}

public sealed partial class TenantState
{
    internal DeviceCounts DeviceCounts => DeviceCounts.Current(Devices, ref field);
}
