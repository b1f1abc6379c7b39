using System.Runtime.CompilerServices;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;

namespace Kandji.Automation.Devices;

/// <summary>
/// Waits for devices to carry out commands by reading their commands again and again: soon at first, then less and less often, and the less
/// often the more devices there are, because all clients of a tenant share its requests for the hour.
/// </summary>
internal sealed class CommandMonitor(KandjiClient client, TimeProvider clock)
{
    private const int MaxConcurrentReads = 16;
    private const double ReadsPerSecond = 5;

    // The number of requests a second that a tenant's limit leaves at least while others use it too.
    private const double ReadsPerSecondAtTheEnd = 25;

    private static readonly TimeSpan InitialPollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(30);

    /// <summary>Waits, and gives out each command when it has ended, and at the end those that have not.</summary>
    /// <param name="watched">The commands.</param>
    /// <param name="timeout">How long to wait. It also limits requests that are under way, and what they wait for.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KandjiApiException">The token is dead, or the session was closed.</exception>
    public async IAsyncEnumerable<MonitoredCommand> RunAsync(
        IEnumerable<MonitoredCommand> watched, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = new Deadline(clock, timeout);
        List<MonitoredCommand> open = watched.ToList();
        TimeSpan pause = InitialPollInterval;
        bool isLast = false;
        while (open.Count > 0 && !isLast)
        {
            // The last look begins while there is time for it.
            TimeSpan forTheLast =
                Min(TimeSpan.FromSeconds(0.5 + (open.Count / ReadsPerSecondAtTheEnd)), TimeSpan.FromTicks(timeout.Ticks / 2));
            TimeSpan left = limit.Left - forTheLast;
            var atThisNumber = TimeSpan.FromSeconds(open.Count / ReadsPerSecond);
            TimeSpan next = pause > atThisNumber ? pause : atThisNumber;
            isLast = next >= left;
            TimeSpan wait = isLast ? left : next;
            // Waits are of whole milliseconds: less than one is none.
            if (wait >= TimeSpan.FromMilliseconds(1))
                await clock.Wait(wait, cancellationToken).ConfigureAwait(false);
            pause = Min(MaxPollInterval, TimeSpan.FromTicks(pause.Ticks * 3 / 2));

            await RefreshAsync(open, limit, cancellationToken).ConfigureAwait(false);
            foreach (MonitoredCommand ended in open.Where(command => command.HasEnded))
                yield return ended;
            open.RemoveAll(command => command.HasEnded);
        }
        foreach (MonitoredCommand command in open)
            yield return command;
    }

    /// <summary>Looks at all the commands once.</summary>
    /// <param name="watched">The commands.</param>
    /// <param name="limit">Limits the requests; null for no limit but their own.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task RefreshAsync(IEnumerable<MonitoredCommand> watched, Deadline? limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit?.Token ?? CancellationToken.None);
        using var gate = new SemaphoreSlim(MaxConcurrentReads);
        async Task Look(IGrouping<string, MonitoredCommand> device)
        {
            using var read = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            var observer = new RequestTimeLimit(limit, client.Observer, read);
            bool hasPlace = false;
            try
            {
                await gate.WaitAsync(read.Token).ConfigureAwait(false);
                hasPlace = true;
                var commands = new List<DeviceCommand>();
                await foreach (DeviceCommand command in client.ObservedBy(observer).Devices.GetCommandsAsync(device.Key, read.Token)
                    .ConfigureAwait(false))
                    commands.Add(command);
                Tell(device.ToList(), commands);
            }
            catch (KandjiApiException e)
                when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound or KandjiErrorKind.BadRequest)
            {
                foreach (MonitoredCommand command in device)
                    command.Fail(e);
            }
            catch (KandjiApiException e) when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Closed))
            {
                // The service or the network has a bad moment; the next look may do better.
                foreach (MonitoredCommand command in device)
                    command.Trouble = e.Message;
            }
            catch (KandjiApiException)
            {
                stop.Cancel();
                throw;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && observer.IsOver)
            {
                foreach (MonitoredCommand command in device)
                    command.Trouble = observer.Reason;
            }
            finally
            {
                if (hasPlace)
                    gate.Release();
            }
        }
        await Task.WhenAll(watched.GroupBy(command => command.DeviceId, StringComparer.OrdinalIgnoreCase).Select(Look).ToList())
            .ConfigureAwait(false);
    }

    // A command that is one action's is no other's, and one that may be several actions' is nobody's.
    private static void Tell(List<MonitoredCommand> watched, List<DeviceCommand> commands)
    {
        List<(MonitoredCommand Watched, CommandMatches Found)> all = watched.ConvertAll(command => (command, command.Find(commands)));
        var claimed = new HashSet<DeviceCommand>(all.Where(one => one.Found.AreExact).SelectMany(one => one.Found.Commands));
        foreach ((MonitoredCommand command, CommandMatches found) in all)
        {
            if (found.AreExact)
            {
                command.Look(found);
                continue;
            }
            List<DeviceCommand> free = found.Commands.Where(candidate => !claimed.Contains(candidate)).ToList();
            bool isShared = all.Exists(
                other => other.Watched != command && !other.Found.AreExact && other.Found.Commands.Any(free.Contains));
            command.Look(new CommandMatches(free, found.AreCertain && !isShared));
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
