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
public sealed class SetKandjiDeviceNote : DeviceNoteCmdlet
{
    /// <summary>The new text.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Content { get; set; } = "";

    private protected override string Activity => "Replacing notes";

    private protected override void Change(DeviceIdentity device, string noteId)
    {
        if (ShouldProcess($"Note {noteId} on {device}", "Replace the text"))
            Send(device, device,
                async (client, token) =>
                    device.Mark(await client.Devices.UpdateNoteAsync(device.Id, noteId, Content, token).ConfigureAwait(false)));
    }
}
