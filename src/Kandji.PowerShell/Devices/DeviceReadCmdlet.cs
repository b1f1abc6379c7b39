using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// The base of the cmdlets that read something of devices: many at once, written in the order in which the devices came in, each object
/// with its device's id, name and serial number.
/// </summary>
public abstract class DeviceReadCmdlet : ThrottledCmdlet
{
    private DeviceResolver? _resolver;
    private DeviceFanOut<DeviceIdentity, KandjiObject>? _reads;

    /// <summary>
    /// The device: its id, its serial number, its name, or an object that names it (a device, a row with a column device_id or
    /// serial_number). It has to be given or piped: for all devices, pipe Get-KandjiDevice.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [RequiredArgument("device", Values = "an id, a serial number, a name or a device object", PipedFrom = "Get-KandjiDevice")]
    [DeviceReferenceTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The activity that the progress bar shows.</summary>
    private protected abstract string Activity { get; }

    /// <summary>
    /// Indicates whether the answer itself tells the device's name and serial number, so that an id alone will do to ask.
    /// </summary>
    private protected virtual bool AnswersIdentity => false;

    /// <summary>Reads what there is of one device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    private protected abstract IAsyncEnumerable<KandjiObject> ReadAsync(DeviceIdentity device, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new DeviceResolver(Client, allowName: true);
        _reads ??= new DeviceFanOut<DeviceIdentity, KandjiObject>(ReadMany<KandjiObject>(Activity, WriteModel), IdentifyAsync, ReadAsync);
        _reads.Add(Device, areAll: !MyInvocation.ExpectingInput);
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    private async Task<DeviceIdentity> IdentifyAsync(DeviceReference reference, CancellationToken cancellationToken)
    {
        if (reference.Identity is { } known)
            return known;
        if (AnswersIdentity && reference.Id is { } id)
            return DeviceIdentity.FromId(id);
        return DeviceIdentity.From(await _resolver!.ResolveAsync(reference, cancellationToken).ConfigureAwait(false));
    }
}
