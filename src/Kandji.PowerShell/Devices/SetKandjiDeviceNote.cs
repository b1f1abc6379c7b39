using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Replaces the text of a note on a device.</para>
/// <para type="description">Returns the note. The old text is gone.</para>
/// </summary>
/// <example>
///   <summary>Replace a note</summary>
///   <code>Get-KandjiDeviceNote C02XXXXXXX | Where-Object Content -like '*hinge*' | Set-KandjiDeviceNote -Content 'Hinge repaired.'</code>
/// </example>
/// <example>
///   <summary>Add a line to every note on a device</summary>
///   <code>Get-KandjiDeviceNote C02XXXXXXX | ForEach-Object { $_ | Set-KandjiDeviceNote -Content ($_.Content + "`nSeen by IT.") }</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiDeviceNote", SupportsShouldProcess = true)]
[OutputType(typeof(DeviceNote))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.UpdateNote))]
public sealed class SetKandjiDeviceNote : DeviceChangeCmdlet
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

    /// <summary>The new text.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Content { get; set; } = "";

    private protected override string Activity => "Replacing notes";

    /// <inheritdoc/>
    protected override void Process()
    {
        string noteId = NoteId;
        foreach (DeviceReference reference in Device)
        {
            Guard(reference, () =>
            {
                DeviceIdentity device = Identify(reference);
                if (ShouldProcess($"Note {noteId} on {device}", "Replace the text"))
                    Send(device, device,
                        async (client, token) =>
                            device.Mark(await client.Devices.UpdateNoteAsync(device.Id, noteId, Content, token).ConfigureAwait(false)));
            });
        }
    }
}
