using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>The base of the cmdlets that read a list of each device with one request and write the items that match.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class DeviceListReadCmdlet<T> : DeviceReadCmdlet
    where T : KandjiObject, IDeviceRecord
{
    /// <summary>Reads the list of one device.</summary>
    /// <param name="deviceId">The id of the device.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    private protected abstract Task<T[]> GetListAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>Indicates whether an item is written.</summary>
    private protected abstract bool Matches(T item);

    private protected sealed override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (T item in await GetListAsync(device.Id, cancellationToken).ConfigureAwait(false))
        {
            if (Matches(item))
                yield return device.Mark(item);
        }
    }
}
