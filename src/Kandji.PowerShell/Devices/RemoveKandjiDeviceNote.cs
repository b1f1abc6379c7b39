using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Removes a note from a device.</para>
/// <para type="description">Asks before each note unless -Force or -Confirm:$false is given.</para>
/// </summary>
/// <example>
///   <summary>Remove a note</summary>
///   <code>Get-KandjiDeviceNote C02XXXXXXX | Where-Object Content -like '*hinge*' | Remove-KandjiDeviceNote</code>
/// </example>
/// <example>
///   <summary>Remove all notes from a device without a question</summary>
///   <code>Get-KandjiDeviceNote C02XXXXXXX | Remove-KandjiDeviceNote -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiDeviceNote", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.DeleteNote))]
public sealed class RemoveKandjiDeviceNote : DeviceNoteCmdlet
{
    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Removing notes";

    private protected override void Change(DeviceIdentity device, string noteId)
    {
        if (!IsRepeated($"{device.Id}/{noteId}", $"Note {noteId}") && ShouldProcess(Force, $"{noteId} on {device}", "Remove note"))
        {
            Send(device, device, async (client, token) =>
            {
                await client.Devices.DeleteNoteAsync(device.Id, noteId, token).ConfigureAwait(false);
                return null;
            }, noteId);
        }
    }
}
