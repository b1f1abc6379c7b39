using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Devices;

/// <summary>A command that is waited for.</summary>
/// <param name="deviceId">The device's id.</param>
/// <param name="find">Finds the command among those of the device; null when it is not there yet.</param>
/// <param name="subject">What it is waited for, for whoever waits.</param>
internal sealed class WatchedCommand(string deviceId, Func<IReadOnlyList<DeviceCommand>, DeviceCommand?> find, object subject)
{
    public string DeviceId { get; } = deviceId;

    public object Subject { get; } = subject;

    /// <summary>The command as it was last seen; null when it was not.</summary>
    public DeviceCommand? Command { get; private set; }

    /// <summary>Whether the command is one that was seen before, so that there is nothing to wait for when it is not there.</summary>
    public bool MustExist { get; init; }

    /// <summary>Why the device's commands cannot be read.</summary>
    public KandjiApiException? Failure { get; private set; }

    /// <summary>Why the last look saw nothing, when the next may see more; null when it saw.</summary>
    public KandjiApiException? Trouble { get; set; }

    public bool HasEnded { get; private set; }

    public void Look(IReadOnlyList<DeviceCommand> commands)
    {
        Trouble = null;
        Command = find(commands) ?? Command;
        HasEnded = Command?.HasEnded ?? MustExist;
    }

    public void Fail(KandjiApiException failure)
    {
        Failure = failure;
        HasEnded = true;
    }
}

/// <summary>
/// Waits for devices to carry out commands by reading their commands again and again: soon at first, then less and less often, and the less
/// often the more devices there are, because all clients of a tenant share its requests for the hour.
/// </summary>
internal sealed class CommandWatch(DeviceOperations devices, TimeProvider clock)
{
    private const int AtOnce = 16;
    private const double ReadsPerSecond = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Waits, and gives out each command when it has ended, and at the end those that have not.</summary>
    /// <param name="watched">The commands.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KandjiApiException">The token is dead, or the session was closed.</exception>
    public async IAsyncEnumerable<WatchedCommand> RunAsync(
        IEnumerable<WatchedCommand> watched, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        List<WatchedCommand> open = watched.ToList();
        TimeSpan pause = FirstPause;
        while (open.Count > 0)
        {
            TimeSpan left = timeout - clock.GetElapsedTime(started);
            // Waits are of whole milliseconds: less than one would be none, and the devices be asked again and again.
            if (left < TimeSpan.FromMilliseconds(1))
                break;
            var atThisNumber = TimeSpan.FromSeconds(open.Count / ReadsPerSecond);
            await clock.Wait(Min(left, pause > atThisNumber ? pause : atThisNumber), cancellationToken).ConfigureAwait(false);
            pause = Min(LongestPause, TimeSpan.FromTicks(pause.Ticks * 3 / 2));

            await LookAsync(open, cancellationToken).ConfigureAwait(false);
            foreach (WatchedCommand ended in open.Where(command => command.HasEnded))
                yield return ended;
            open.RemoveAll(command => command.HasEnded);
        }
        foreach (WatchedCommand command in open)
            yield return command;
    }

    /// <summary>Looks at all the commands once.</summary>
    public async Task LookAsync(IEnumerable<WatchedCommand> watched, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var gate = new SemaphoreSlim(AtOnce);
        async Task Look(IGrouping<string, WatchedCommand> device)
        {
            await gate.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                List<DeviceCommand> commands = await devices.GetCommandsAsync(device.Key, stop.Token).ToListAsync().ConfigureAwait(false);
                foreach (WatchedCommand command in device)
                    command.Look(commands);
            }
            catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound or KandjiErrorKind.BadRequest)
            {
                foreach (WatchedCommand command in device)
                    command.Fail(e);
            }
            catch (KandjiApiException e) when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Closed))
            {
                // The service or the network has a bad moment; the next look may do better.
                foreach (WatchedCommand command in device)
                    command.Trouble = e;
            }
            catch (KandjiApiException)
            {
                stop.Cancel();
                throw;
            }
            finally
            {
                gate.Release();
            }
        }
        await Task.WhenAll(watched.GroupBy(command => command.DeviceId, StringComparer.OrdinalIgnoreCase).Select(Look).ToList()).ConfigureAwait(false);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
