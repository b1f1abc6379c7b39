using Kandji.Automation.Devices;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Waits until Apple devices have carried out commands, or refused them.</para>
/// <para type="description">
/// Takes commands from Get-KandjiDeviceCommand, or results of Invoke-KandjiDeviceAction that was run without -Wait. All are waited for
/// together, and each comes out when it has ended: a command with the status Completed or Failed, a result with that outcome. Those that
/// have not ended when -Timeout has passed comes out as it then is. A command that failed on the device is not an error of this cmdlet.
/// </para>
/// <para type="description">
/// The devices' commands are read soon at first and then less and less often, the less often the more devices there are. Commands and
/// results that Import-Clixml, ConvertFrom-Json or a job brought back are taken too.
/// </para>
/// <para type="description">
/// -Timeout also limits requests that are under way and the waits between them. A result that is not known by then comes out as Pending,
/// with the reason in Message. When several commands of one type were requested at about the same time, so that it cannot be told which of
/// them an action became, the result is Pending too.
/// </para>
/// </summary>
/// <example>
///   <summary>Wait for everything that is under way on a device</summary>
///   <code>Get-KandjiDeviceCommand C02XXXXXXX -Status Pending, Running, NotNow | Wait-KandjiDeviceCommand -Timeout 60</code>
/// </example>
/// <example>
///   <summary>Send actions to many devices first, and wait afterwards</summary>
///   <code>$results = Get-KandjiDevice -Blueprint 'Engineering' | Invoke-KandjiDeviceAction -Action Restart
/// $results | Wait-KandjiDeviceCommand -Timeout 900</code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "KandjiDeviceCommand", DefaultParameterSetName = ById)]
[OutputType(typeof(DeviceCommand), ParameterSetName = [ByCommand, ById])]
[OutputType(typeof(DeviceActionResult), ParameterSetName = [ByResult])]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands))]
public sealed class WaitKandjiDeviceCommand : KandjiCmdlet
{
    private const string ByCommand = "Command";
    private const string ByResult = "Result";
    private const string ById = "Id";

    // The service shows a command a moment after it took it.
    private const int MissesUntilMissing = 5;

    private readonly List<DeviceActionResult> _results = [];
    private readonly List<(DeviceIdentity Device, string CommandId, DeviceCommand? Command)> _commands = [];

    /// <summary>The commands, as Get-KandjiDeviceCommand returns them.</summary>
    [Parameter(ParameterSetName = ByCommand, Mandatory = true, ValueFromPipeline = true)]
    [CommandOrResult]
    public DeviceCommand[] Command { get; set; } = [];

    /// <summary>The results, as Invoke-KandjiDeviceAction returns them. One that was refused comes out at once.</summary>
    [Parameter(ParameterSetName = ByResult, Mandatory = true, ValueFromPipeline = true)]
    [CommandOrResult]
    public DeviceActionResult[] InputObject { get; set; } = [];

    /// <summary>The device: id, serial number, name, or a device object.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, Position = 0)]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateCount(1, 1)]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The commands' ids, UUIDs.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, Position = 1)]
    [Alias("Uuid")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[] CommandId { get; set; } = [];

    /// <summary>How long to wait, in seconds, for all together, requests that are under way included. The default is 600.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(1, 86400)]
    public int Timeout { get; set; } = 600;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByResult)
        {
            foreach (DeviceActionResult result in InputObject)
            {
                bool isOpen = result.Outcome is DeviceActionOutcome.Queued or DeviceActionOutcome.Pending or DeviceActionOutcome.Unknown;
                if (isOpen && ActionCommands.CanFollow(result.Action, result.Platform))
                {
                    // Where they come from the pipeline, nobody else has them any more.
                    Keep(result);
                    _results.Add(result);
                }
                else
                    WriteObject(result.ForPipeline());
            }
        }
        else if (ParameterSetName == ByCommand)
        {
            foreach (DeviceCommand command in Command)
            {
                if (command.HasEnded || command is not { DeviceId.Length: > 0, Uuid.Length: > 0 })
                    WriteModel(command);
                else
                    _commands.Add((Identify(command), command.Uuid!, command));
            }
        }
        else
        {
            DeviceIdentity device = Device[0].Identity
                ?? DeviceIdentity.From(Await(new DeviceResolver(Client, allowName: true).ResolveAsync(Device[0], StopToken)));
            _commands.AddRange(CommandId.Select(id => (device, id, (DeviceCommand?)null)));
        }
    }

    private static DeviceIdentity Identify(DeviceCommand command) =>
        DeviceIdentity.FromParts(command.DeviceId!, command.DeviceName, command.SerialNumber, command.Origin);

    /// <inheritdoc/>
    protected override void End()
    {
        if (_results.Count > 0)
            WaitForResults();
        if (_commands.Count > 0)
            WaitForCommands();
    }

    // Should this command be stopped, the results that it was given are told as those of changes.
    private void Keep(DeviceActionResult result)
    {
        string? hint = result.UnlockPin is null ? null : DeviceActionResult.PinHint;
        Keep(NewChange(result.Action.ToString(), result.Device.ToString(), result.Device, hint), result);
    }

    // The commands that they describe are carried out all the same.
    private protected override void OnTerminating()
    {
        _results.ForEach(result => WriteResult(result, () => WriteObject(result.ForPipeline())));
        _results.Clear();
    }

    private void WaitForResults()
    {
        var follower = new ActionFollower(Client, ConnectedSession.Clock, FanOutHost);
        foreach (DeviceActionResult result in Stream(follower.RunAsync(_results.ToList(), TimeSpan.FromSeconds(Timeout), StopToken)))
        {
            _results.Remove(result);
            WriteResult(result, () => WriteObject(result.ForPipeline()));
            if (result.Failure is KandjiApiException failure)
                WriteFailure(ErrorRecords.Create(failure, result.WithoutSecret())!);
        }
        follower.Finish();
    }

    private void WaitForCommands()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        var progress =
            new FanOutProgress(FanOutHost, "Waiting for devices", done.Token) { Added = _commands.Count, Total = _commands.Count };
        IEnumerable<MonitoredCommand> watched = _commands.Select(wanted => new MonitoredCommand(
            wanted.Device.Id,
            commands => CommandMatches.ById(commands, wanted.CommandId),
            wanted) { MissesUntilMissing = wanted.Command is null ? MissesUntilMissing : null });
        var watch = new CommandMonitor(Client, ConnectedSession.Clock);
        foreach (MonitoredCommand ended in Stream(watch.RunAsync(watched, TimeSpan.FromSeconds(Timeout), StopToken)))
        {
            var (device, id, known) = ((DeviceIdentity Device, string CommandId, DeviceCommand? Command))ended.Subject;
            progress.Count(ended.Command?.Status == DeviceCommandStatus.Completed);
            Guard(known ?? (object)id, () =>
            {
                if (ended.Failure is { } failure)
                    throw failure;
                if ((ended.Command ?? known) is not { } command)
                {
                    if (ended.Trouble is { } unread)
                        throw new ObjectException("KandjiNoAnswer", ErrorCategory.OperationTimeout,
                            $"The commands of {device} could not be read within {Timeout} s. {unread}");
                    throw new ObjectException(
                        "KandjiNotFound", ErrorCategory.ObjectNotFound, $"{device} has no command with the id '{id}'.");
                }
                if (ended.Trouble is { } trouble)
                    WriteWarning(
                        $"The commands of {device} could not be read to the end of the time, and its command {id} may be further than "
                            + $"this. {trouble}");
                WriteModel(device.Mark(command));
            });
        }
        progress.Complete();
        done.Cancel();
    }
}
