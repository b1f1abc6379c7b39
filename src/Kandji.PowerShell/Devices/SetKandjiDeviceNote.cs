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
///   <code>Get-KandjiDeviceNote C02XXXXXXX | ForEach-Object { $_ | Set-KandjiDeviceNote -Content ($_.ContentHtml + '<p>Seen.</p>') }</code>
///   <para>ContentHtml keeps the formatting that the web app gave a note.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiDeviceNote", SupportsShouldProcess = true)]
[OutputType(typeof(DeviceNote))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.UpdateNote))]
public sealed class SetKandjiDeviceNote : DeviceNoteCmdlet
{
    /// <summary>The new text.</summary>
    [Parameter(Mandatory = true, Position = 2)]
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

    private protected override string Activity => "Replacing notes";

    private protected override void Change(DeviceIdentity device, string noteId)
    {
        string content = DeviceNote.HasText(ContentHtml, Content) ? ContentHtml! : Content;
        if (ShouldProcess($"Note {noteId} on {device}", "Replace the text"))
            Send(device, device,
                async (client, token) =>
                    device.Mark(await client.Devices.UpdateNoteAsync(device.Id, noteId, content, token).ConfigureAwait(false)),
                noteId);
    }
}
