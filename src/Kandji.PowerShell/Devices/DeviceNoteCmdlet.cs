using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>The base of the cmdlets that change a note on a device.</summary>
public abstract class DeviceNoteCmdlet : DeviceChangeCmdlet
{
    /// <summary>The device: id, serial number, device object, or a note, which names its device.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The note's id, a UUID.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string NoteId { get; set; } = "";

    /// <summary>Confirms and sends the change of one note.</summary>
    /// <param name="device">The device.</param>
    /// <param name="noteId">The note's id.</param>
    private protected abstract void Change(DeviceIdentity device, string noteId);

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (DeviceReference reference in Device)
            Guard(reference, () => Change(Identify(reference), NoteId));
    }
}
