using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the notes on devices.</para>
/// <para type="description">
/// A note that was written in the web app is HTML. Content is its text, and ContentHtml what the service has; for a plain note both are the
/// same.
/// </para>
/// </summary>
/// <example>
///   <summary>Read the notes on a device</summary>
///   <code>Get-KandjiDeviceNote C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find notes about repairs</summary>
///   <code>Get-KandjiDevice -Blueprint 'Engineering' | Get-KandjiDeviceNote | Where-Object Content -like '*hinge*'</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceNote")]
[OutputType(typeof(DeviceNote))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetNotes), When = "without -NoteId")]
public sealed class GetKandjiDeviceNote : DeviceReadCmdlet
{
    /// <summary>The ids of notes, UUIDs. Without it all notes are returned.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetNote))]
    [TextTransformation]
    public string[]? NoteId { get; set; }

    private protected override string Activity => "Reading notes";

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (NoteId is null)
        {
            foreach (DeviceNote note in await Client.Devices.GetNotesAsync(device.Id, cancellationToken).ConfigureAwait(false))
                yield return device.Mark(note);
            yield break;
        }
        foreach (string noteId in NoteId)
            yield return device.Mark(await Client.Devices.GetNoteAsync(device.Id, noteId, cancellationToken).ConfigureAwait(false));
    }
}
