using Kandji.Automation.Health;
using Kandji.Automation.Plans;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Health;

/// <summary>Plans the changes that mend findings. The devices are those that the test read: nothing is sent.</summary>
/// <param name="client">The client of the tenant.</param>
/// <param name="session">The session that the changes are of.</param>
/// <param name="command">The name of the command, for the plan.</param>
internal sealed class FixPlanner(KandjiClient client, KandjiSession session, string command)
{
    private static readonly string[] ApplePlatforms = ["Mac", "iPhone", "iPad", "AppleTV", "Vision"];

    // A client that only plans keeps the request of a change from leaving.
    private readonly KandjiClient _planning = client.Planning();

    /// <summary>Gives each finding that the module can mend its change.</summary>
    /// <param name="report">The test.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PlanAsync(TenantReport report, CancellationToken cancellationToken)
    {
        List<Finding> fixable = report.Findings.Where(finding => finding.Repair != FindingRepair.None).ToList();
        if (fixable.Count == 0)
            return;
        Dictionary<string, Device> devices = report.Snapshot.Devices
            .GroupBy(device => device.DeviceId ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var targets = new PlanTargets(_planning);
        targets.Remember(devices.Values, GetReadTime(report));
        var builder = new PlanStepBuilder(targets);
        foreach (Finding finding in fixable)
        {
            if (devices.TryGetValue(finding.Subject.Id, out Device? device)
                && await TakeAsync(finding.Repair, device, cancellationToken).ConfigureAwait(false) is { } planned)
            {
                PlanDraft draft = await builder.BuildAsync(planned, cancellationToken).ConfigureAwait(false);
                finding.FixPlan = new ObjectList<object>([new PlannedChange(draft.Step, draft.Texts, session, command)]);
            }
        }
    }

    // By the service's clock, and no later than the first request of the test.
    private DateTime GetReadTime(TenantReport report)
    {
        DateTime began = client.ServiceTime.ToUniversalTime() - (session.Clock.GetUtcNow() - report.MadeAt);
        return new DateTime(began.Ticks - (began.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    private async Task<PlannedRequest?> TakeAsync(FindingRepair repair, Device device, CancellationToken cancellationToken)
    {
        string id = device.DeviceId ?? "";
        switch (repair)
        {
            case FindingRepair.BlankPush when ApplePlatforms.Contains(device.Platform, StringComparer.OrdinalIgnoreCase):
                return await TakeActionAsync(id, DeviceAction.BlankPush, cancellationToken).ConfigureAwait(false);
            case FindingRepair.ReinstallAgent:
                return await TakeActionAsync(id, DeviceAction.ReinstallAgent, cancellationToken).ConfigureAwait(false);
            case FindingRepair.Unassign:
                var change = new DeviceChange().WithUser(null);
                return await TakeAsync("Assign to nobody", () => _planning.Devices.UpdateAsync(id, change, cancellationToken))
                    .ConfigureAwait(false);
            default:
                return null;
        }
    }

    private Task<PlannedRequest> TakeActionAsync(string id, DeviceAction action, CancellationToken cancellationToken) => TakeAsync(
        action.ToString(),
        () => _planning.Devices.SendActionAsync(id, DeviceActionRequest.Create(action), cancellationToken));

    private static async Task<PlannedRequest> TakeAsync(string action, Func<Task> send)
    {
        try
        {
            await send().ConfigureAwait(false);
        }
        catch (UnsentChangeException e)
        {
            return PlannedRequest.From(action, e.Request, installer: null);
        }
        throw new InvalidOperationException($"'{action}' made no request that could be planned.");
    }
}
