using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets what happened to devices: enrollments, commands, renamings, blueprint changes.</para>
/// <para type="description">
/// Entries of a device come newest first. Details holds everything but the type and the time; its form depends on the type.
/// </para>
/// </summary>
/// <example>
///   <summary>See what happened to a device</summary>
///   <code>Get-KandjiDeviceActivity C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find commands that failed in the last week</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceActivity -ActionType mdm_command_failed -After 7d</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceActivity")]
[OutputType(typeof(DeviceActivity))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetActivity))]
public sealed class GetKandjiDeviceActivity : DeviceReadCmdlet
{
    private WildcardFilter? _actionType;

    /// <summary>The type of activity: enrollment, name_changed, mdm_command_completed, mdm_command_failed, and others.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? ActionType { get; set; }

    /// <summary>Entries from this time on: a date, or a span before now as 7d or 12h.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? After { get; set; }

    private protected override string Activity => "Reading activity";

    /// <inheritdoc/>
    protected override void Begin() => _actionType = WildcardFilter.Create(ActionType);

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTime? after = After?.ToUniversalTime();
        await foreach (DeviceActivity entry in Client.Devices.GetActivityAsync(device.Id, cancellationToken)
            .NewestFirstAsync(entry => entry.CreatedAt, cancellationToken).ConfigureAwait(false))
        {
            if (_actionType?.Matches(entry.ActionType) != false && (after is null || entry.CreatedAt?.ToUniversalTime() >= after))
                yield return device.Mark(entry);
        }
    }
}
