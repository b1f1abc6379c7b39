using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the MDM commands that were sent to Apple devices, and what became of them.</para>
/// <para type="description">
/// Commands of a device come newest first, by the time at which they were asked for. Status is Pending until the device has fetched the
/// command, then Running, and at last Completed or Failed; NotNow means that the device was busy and will be asked again. Why a device
/// failed is in ErrorChain.
/// </para>
/// </summary>
/// <example>
///   <summary>See the commands of a device</summary>
///   <code>Get-KandjiDeviceCommand C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find what is still to be done on the Macs of a blueprint</summary>
///   <code>Get-KandjiDevice -Blueprint 'Engineering' | Get-KandjiDeviceCommand -Status Pending, Running, NotNow</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceCommand")]
[OutputType(typeof(DeviceCommand))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands))]
public sealed class GetKandjiDeviceCommand : DeviceReadCmdlet
{
    private WildcardFilter? _commandType;

    /// <summary>The name of the command in Kandji, for example RestartDevice.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? CommandType { get; set; }

    /// <summary>How far the command is: Pending, Running, Completed, Failed or NotNow.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SeparateValuesTransformation(TakesSeveral = true)]
    public DeviceCommandStatus[]? Status { get; set; }

    private protected override string Activity => "Reading commands";

    /// <inheritdoc/>
    protected override void Begin() => _commandType = WildcardFilter.Create(CommandType);

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (DeviceCommand command in Client.Devices.GetCommandsAsync(device.Id, cancellationToken)
            .NewestFirstAsync(command => command.DateRequested, cancellationToken).ConfigureAwait(false))
        {
            if (_commandType?.Matches(command.CommandType) != false
                && (Status is null || (command.Status is { } status && Status.Contains(status))))
                yield return device.Mark(command);
        }
    }
}
