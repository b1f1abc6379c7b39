using Kandji.Automation.Health.Policies;
using Kandji.Client.Devices;
using Kandji.Client.Prism;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about the applications that the policy names.</summary>
internal static class AppRules
{
    /// <summary>A device does not have an application that the policy requires.</summary>
    public static void RequiredMissing(RuleContext context)
    {
        ILookup<string, PrismApp> apps = ByDevice(context);
        foreach ((Device device, List<PolicyApp> wanted) in Asked(context, context.Policy.RequiredApps))
        {
            PolicyApp[] missing = wanted.Where(app => !apps[device.DeviceId ?? ""].Any(app.Is)).ToArray();
            if (missing.Length > 0)
            {
                string names = string.Join(", ", missing.Select(app => app.Label));
                context.Found(
                    RuleContext.Of(device), $"{device} lacks {RuleContext.Count(missing.Length, "required app")}: {names}.",
                    [("Missing", names), ("Count", missing.Length)]);
            }
        }
    }

    /// <summary>A device has an application that the policy forbids.</summary>
    public static void ForbiddenPresent(RuleContext context)
    {
        ILookup<string, PrismApp> apps = ByDevice(context);
        foreach ((Device device, List<PolicyApp> unwanted) in Asked(context, context.Policy.ForbiddenApps))
        {
            PrismApp[] present = apps[device.DeviceId ?? ""].Where(found => unwanted.Exists(app => app.Is(found))).ToArray();
            if (present.Length > 0)
            {
                string names = string.Join(", ", present.Select(Label).Distinct());
                context.Found(
                    RuleContext.Of(device), $"{device} has {RuleContext.Count(present.Length, "forbidden app")}: {names}.",
                    [
                        ("Present", names), ("BundleId", string.Join(", ", present.Select(app => app.BundleId).Distinct())),
                        ("Path", string.Join(", ", present.Select(app => app.Path).Where(path => !string.IsNullOrEmpty(path)))),
                    ]);
            }
        }
    }

    /// <summary>An application on a device is older than the policy asks for.</summary>
    public static void Outdated(RuleContext context)
    {
        ILookup<string, PrismApp> apps = ByDevice(context);
        foreach ((Device device, List<PolicyApp> wanted) in Asked(context, context.Policy.MinimumApps))
        {
            var old = new List<string>();
            foreach (PolicyApp app in wanted)
            {
                old.AddRange(apps[device.DeviceId ?? ""]
                    .Where(found => app.Is(found) && VersionText.IsVersion(found.Version)
                        && VersionText.Compare(found.Version!, app.Version!) < 0)
                    .Select(found => $"{Label(found)} {found.Version} (at least {app.Version})"));
            }
            if (old.Count > 0)
            {
                string names = string.Join(", ", old.Distinct());
                context.Found(
                    RuleContext.Of(device), $"{device} has {RuleContext.Count(old.Count, "outdated app")}: {names}.",
                    [("Outdated", names), ("Count", old.Count)]);
            }
        }
    }

    // A device that has reported nothing to Prism yet has no rows, which says nothing about its applications.
    private static IEnumerable<(Device Device, List<PolicyApp> Apps)> Asked(RuleContext context, IReadOnlyList<PolicyApp> apps)
    {
        Dictionary<string, PrismDeviceInformation> reported = PrismRules.ByDevice(context.Snapshot.Information, row => row.DeviceId);
        foreach (Device device in context.Devices)
        {
            List<PolicyApp> own = apps.Where(app => app.Platform == device.Platform).ToList();
            if (own.Count == 0)
                continue;
            if (!reported.TryGetValue(device.DeviceId ?? "", out PrismDeviceInformation? row) || row.LastCollectedAt is null)
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            yield return (device, own);
        }
    }

    private static ILookup<string, PrismApp> ByDevice(RuleContext context) =>
        context.Snapshot.Apps.ToLookup(app => app.DeviceId ?? "", StringComparer.OrdinalIgnoreCase);

    private static string Label(PrismApp app) => app.Name ?? app.BundleId ?? "an app without a name";
}
