using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Writes a note on devices.</para>
/// <para type="description">Returns the new note of each device.</para>
/// </summary>
/// <example>
///   <summary>Write a note on a device</summary>
///   <code>New-KandjiDeviceNote C02XXXXXXX 'Battery replaced.'</code>
/// </example>
/// <example>
///   <summary>Write down why devices were moved</summary>
///   <code>Get-KandjiDevice -Tag loaner | New-KandjiDeviceNote -Content 'Handed back after the trade fair.'</code>
/// </example>
/// <example>
///   <summary>Write notes from a CSV file</summary>
///   <code>Import-Csv notes.csv | New-KandjiDeviceNote</code>
///   <para>The file has the columns serial_number and content.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiDeviceNote", SupportsShouldProcess = true)]
[OutputType(typeof(DeviceNote))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.CreateNote))]
public sealed class NewKandjiDeviceNote : DeviceChangeCmdlet
{
    /// <summary>The device: id, serial number, name, device object, or a row with a column device_id or serial_number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Content { get; set; } = "";

    /// <summary>
    /// The text as HTML, as notes from the pipeline bring it. It is used where -Content is the text of the same note, so that a copy keeps
    /// its formatting.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextTransformation]
    public string? ContentHtml { get; set; }

    private protected override string Activity => "Writing notes";

    /// <inheritdoc/>
    protected override void Process()
    {
        string content = DeviceNote.HasText(ContentHtml, Content) ? ContentHtml! : Content;
        foreach (DeviceReference reference in Device)
        {
            Guard(reference, () =>
            {
                DeviceIdentity device = Identify(reference, allowName: true);
                if (ShouldProcess(device.ToString(), "Write a note"))
                    Send(device, device,
                        async (client, token) =>
                            device.Mark(await client.Devices.CreateNoteAsync(device.Id, content, token).ConfigureAwait(false)));
            });
        }
    }
}
