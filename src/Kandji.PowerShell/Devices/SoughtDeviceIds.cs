using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// The devices that were given by their id alone, so that nobody has looked whether they exist, and of which nothing was found so far.
/// </summary>
internal sealed class SoughtDeviceIds
{
    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ids of which nothing was found.</summary>
    public IReadOnlyCollection<string> Missing => _missing.Where(one => !one.Value).Select(one => one.Key).ToList();

    /// <summary>Adds those of some references that are an id alone.</summary>
    public void Add(IEnumerable<DeviceReference>? references)
    {
        foreach (DeviceReference reference in references ?? [])
        {
            if (reference is { Id: { } id, Device: null, Identity: null })
                _missing.TryAdd(id, false);
        }
    }

    /// <summary>Takes note that something was found of a device.</summary>
    public void See(string? deviceId)
    {
        if (deviceId is not null && _missing.ContainsKey(deviceId))
            _missing[deviceId] = true;
    }

    /// <summary>Gives out what there is of a device, and takes note if there is something.</summary>
    public async IAsyncEnumerable<T> WatchAsync<T>(
        string? deviceId, IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            See(deviceId);
            yield return item;
        }
    }
}
