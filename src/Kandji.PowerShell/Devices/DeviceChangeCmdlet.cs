using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// The base of the cmdlets that change devices, one after the other unless -ThrottleLimit says otherwise, so that an error or Ctrl+C leaves
/// nothing half-sent.
/// </summary>
public abstract class DeviceChangeCmdlet : ChangeCmdlet
{
    private readonly HashSet<string> _underWay = new(StringComparer.OrdinalIgnoreCase);
    private DeviceResolver? _resolver;
    private AdeDeviceResolver? _awaiting;
    private bool _mayNotReadEnrollment;
    private FanOut<object?>? _changes;

    /// <summary>
    /// How many devices are changed at once, from 1 to 64. With 1, each is answered before the next is asked for. The tenant's rate limit
    /// is respected in any case. A command that is stopped waits up to two seconds for the answers that are under way, and then shows what
    /// became of each device whose result it has not written. Above 1, answers are written after later devices have come in: with
    /// -PipelineVariable use 1. A command that erases, locks out or removes devices takes in all of them first, whatever the limit.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    private FanOut<object?> Changes => _changes ??= ChangeMany<object?>(Activity, ThrottleLimit, answer =>
    {
        if (answer is not null)
            WriteAnswer(answer);
    });

    /// <summary>The activity that the progress bar shows.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Finds the device that was meant: by id or serial number, or by name where that is allowed.</summary>
    private protected Device Resolve(DeviceReference reference, bool allowName = false) =>
        Await(GetResolver(allowName).ResolveAsync(reference, StopToken));

    /// <summary>
    /// Finds the device that was meant, by id or serial number. The error about a serial number that no device has says so when Apple has
    /// assigned the device and it has not enrolled yet.
    /// </summary>
    private protected Device ResolveEnrolled(DeviceReference reference)
    {
        try
        {
            Device device = Resolve(reference);
            // It was read before the change that is under way, and is compared with what is asked for.
            return WaitForChange(device.DeviceId) ? Resolve(reference) : device;
        }
        catch (ObjectException e) when (e.Id == "KandjiNotFound" && reference.Id is null)
        {
            if (FindAwaiting(reference.Text) is not { } awaiting)
                throw;
            throw new ObjectException(e.Id, e.Category,
                $"No device has the serial number '{reference.Text}'. {awaiting} is assigned to this tenant and has not enrolled yet. "
                    + "Set-KandjiAdeDevice sets the blueprint, the user and the asset tag that it gets when it enrolls, and takes the same "
                    + "rows.") { Target = e.Target };
        }
    }

    // A token that may not read Automated Device Enrollment is not asked twice. That the device was not found matters more.
    private AdeDevice? FindAwaiting(string serialNumber)
    {
        if (_mayNotReadEnrollment)
            return null;
        try
        {
            return Await((_awaiting ??= new AdeDeviceResolver(Client)).ResolveAsync(new AdeDeviceReference(serialNumber), StopToken));
        }
        catch (ObjectException)
        {
            return null;
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound)
        {
            WriteVerbose($"Automated Device Enrollment could not be read: {e.Message}");
            _mayNotReadEnrollment = true;
            return null;
        }
    }

    /// <summary>Takes note of a device as it is after a change, for when it is named again.</summary>
    private protected Device Remember(Device device)
    {
        _resolver?.Remember(device);
        return device;
    }

    /// <summary>Finds out what is needed to name a device; nothing is read when the reference knows it.</summary>
    private protected DeviceIdentity Identify(DeviceReference reference, bool allowName = false) =>
        reference.Identity ?? DeviceIdentity.From(Resolve(reference, allowName));

    /// <summary>Sends the change that was confirmed last, and writes what it returns when its turn has come.</summary>
    /// <param name="target">The object that it is about, for its error record.</param>
    /// <param name="device">The device.</param>
    /// <param name="send">Sends it; returns null when there is nothing to write.</param>
    /// <param name="changed">The id of what is changed; null for the device itself.</param>
    private protected void Send(
        object target, DeviceIdentity device, Func<KandjiClient, CancellationToken, Task<object?>> send, string? changed = null) =>
        Send(target, changed ?? device.Id, NewChange(device), send);

    /// <summary>
    /// Sends a change, and writes what it returns when its turn has come. One of the same thing is answered before: the last one counts.
    /// </summary>
    private protected void Send(
        object target, string changed, SentChange change, Func<KandjiClient, CancellationToken, Task<object?>> send)
    {
        if (IsPlanning)
        {
            Plan(change.Action, change.Target, send);
            return;
        }
        WaitForChange(changed);
        _underWay.Add(changed);
        Changes.Add(target, token => ChangeAsync(change, send, token));
    }

    // True when there was one to wait for.
    private bool WaitForChange(string? changed)
    {
        if (ThrottleLimit == 1 || changed is null || !_underWay.Contains(changed))
            return false;
        Changes.WriteAll();
        _underWay.Clear();
        return true;
    }

    /// <summary>Writes a device that need not be changed when its turn has come. It is not in a plan.</summary>
    private protected void SendNothing(object target, Device device)
    {
        if (!IsPlanning)
            Changes.Add(target, _ => Task.FromResult<object?>(device));
    }

    /// <summary>Writes what a change returned.</summary>
    private protected virtual void WriteAnswer(object answer) => WriteResult(answer, () => WriteModel((KandjiObject)answer));

    /// <inheritdoc/>
    protected override void End() => _changes?.Finish();

    // A command either takes names or does not: one resolver serves it.
    private DeviceResolver GetResolver(bool allowName) =>
        _resolver is { } resolver && resolver.AllowsName == allowName ? resolver : _resolver = new DeviceResolver(Client, allowName);
}
