using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// Finds the ids of devices for a request that takes several. A device that is not found becomes an error record, and the others go on.
/// </summary>
/// <param name="resolver">Finds one.</param>
/// <param name="host">The cmdlet.</param>
internal sealed class DeviceIds(DeviceResolver resolver, FanOutHost host)
{
    /// <summary>The ids of the devices that are found, in the order of the references. A device that is named twice comes once.</summary>
    /// <param name="references">The references; null for none.</param>
    public IEnumerable<string> Find(IEnumerable<DeviceReference>? references)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DeviceReference reference in references ?? [])
        {
            string? id = null;
            host.Guard(reference, () => id = host.Thread.Await(resolver.ResolveIdAsync(reference, host.StopToken)));
            if (id is not null && found.Add(id))
                yield return id;
        }
    }
}
