using Kandji.Client;
using Kandji.Client.Devices;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The devices of a plan as the list of all devices shows them now.</summary>
internal sealed class DeviceDirectory
{
    private readonly Dictionary<string, Device> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Device>> _bySerialNumber = new(StringComparer.OrdinalIgnoreCase);

    private DeviceDirectory()
    {
    }

    /// <summary>The number of devices in the list.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the list, and keeps of it the devices of a plan.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="targets">The devices of the plan.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async Task<DeviceDirectory> ReadAsync(
        KandjiClient client, IReadOnlyCollection<PlanTarget> targets, CancellationToken cancellationToken)
    {
        var directory = new DeviceDirectory();
        if (targets.Count == 0)
            return directory;
        var ids = new HashSet<string>(targets.Select(target => target.Id ?? ""), StringComparer.OrdinalIgnoreCase);
        var serialNumbers = new HashSet<string>(targets.Select(target => target.SerialNumber ?? ""), StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            directory.Count++;
            if (ids.Contains(device.DeviceId ?? "") || serialNumbers.Contains(device.SerialNumber ?? ""))
                directory.Keep(device);
        }
        return directory;
    }

    /// <summary>The device of an id; null when there is none.</summary>
    public Device? Find(string? id) => id is not null && _byId.TryGetValue(id, out Device? device) ? device : null;

    /// <summary>The devices with a serial number.</summary>
    public IReadOnlyList<Device> FindBySerialNumber(string? serialNumber) =>
        !string.IsNullOrEmpty(serialNumber) && _bySerialNumber.TryGetValue(serialNumber!, out List<Device>? devices) ? devices : [];

    private void Keep(Device device)
    {
        _byId[device.DeviceId ?? ""] = device;
        string serialNumber = device.SerialNumber ?? "";
        if (!_bySerialNumber.TryGetValue(serialNumber, out List<Device>? same))
            _bySerialNumber.Add(serialNumber, same = []);
        same.Add(device);
    }
}
