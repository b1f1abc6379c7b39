using System.Runtime.CompilerServices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// Reads something of many devices, several at once: finds each device that a reference means, reads what there is of it, and writes the
/// answers in the order in which the devices came in. A device that is not found, or cannot be read, becomes an error record in its place,
/// and the others go on.
/// </summary>
/// <param name="reads">Sends the requests.</param>
/// <param name="find">Finds the device: a method of <see cref="DeviceResolver"/> as a rule.</param>
/// <param name="read">Reads what there is of one device.</param>
/// <typeparam name="TDevice">The type that says which device it is: its id, its identity, or the device itself.</typeparam>
/// <typeparam name="TItem">The type of what is read.</typeparam>
internal sealed class DeviceFanOut<TDevice, TItem>(
    FanOut<TItem> reads,
    Func<DeviceReference, CancellationToken, Task<TDevice>> find,
    Func<TDevice, CancellationToken, IAsyncEnumerable<TItem>> read)
    where TDevice : class
{
    /// <summary>Adds devices that have to be found first.</summary>
    /// <param name="devices">The references.</param>
    /// <param name="areAll">Indicates whether no more come, so that progress knows how many there are.</param>
    public void Add(IReadOnlyCollection<DeviceReference> devices, bool areAll)
    {
        if (areAll)
            reads.Expect(devices.Count);
        foreach (DeviceReference reference in devices)
            reads.Add(reference, token => FindAndReadAsync(reference, token));
    }

    /// <summary>Adds all the devices there are, when they are known already.</summary>
    /// <param name="devices">The devices.</param>
    public void AddAll(IReadOnlyCollection<TDevice> devices)
    {
        reads.Expect(devices.Count);
        foreach (TDevice device in devices)
            reads.Add(device, token => read(device, token));
    }

    /// <summary>Waits for everything that was asked for, and writes it.</summary>
    public void Finish() => reads.Finish();

    private async IAsyncEnumerable<TItem> FindAndReadAsync(
        DeviceReference reference, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TDevice device = await find(reference, cancellationToken).ConfigureAwait(false);
        await foreach (TItem item in read(device, cancellationToken).ConfigureAwait(false))
            yield return item;
    }
}
