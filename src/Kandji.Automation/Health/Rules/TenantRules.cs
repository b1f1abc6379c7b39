using System.Globalization;
using Kandji.Client.Audit;
using Kandji.Client.Tenant;
using Kandji.Client.Vulnerabilities;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about the tenant as a whole: licenses, vulnerabilities, the audit log.</summary>
internal static class TenantRules
{
    // The events about configuration and permissions. The rest of the log is about single devices and people.
    private static readonly string[] PolicyTargets =
    [
        "blueprint", "library_item", "blueprint_routing", "self_service", "ade_integration", "dep_account", "api_token", "admin", "role",
    ];

    /// <summary>More devices are enrolled than are licensed.</summary>
    public static void LicensesExceeded(RuleContext context)
    {
        foreach ((FindingSubject subject, string name, int used, int most) in Licenses(context))
        {
            if (used > most)
            {
                context.Found(
                    subject, $"{Number(used)} licenses {name} are used, and {Number(most)} were bought.",
                    [("Used", used), ("Licensed", most)]);
            }
        }
    }

    /// <summary>The licenses are nearly used up.</summary>
    public static void LicensesNearlyUsed(RuleContext context)
    {
        foreach ((FindingSubject subject, string name, int used, int most) in Licenses(context))
        {
            if (used <= most && (long)used * 100 >= (long)most * context.Policy.LicenseUsedPercent)
            {
                context.Found(
                    subject,
                    $"{Number(used)} of {Number(most)} licenses {name} are used, {used * 100L / most} %; {Number(most - used)} are left.",
                    [("Used", used), ("Licensed", most), ("Percent", (int)(used * 100L / most))]);
            }
        }
    }

    /// <summary>Devices have a vulnerability that is known to be exploited.</summary>
    public static void KnownExploited(RuleContext context)
    {
        foreach (Vulnerability vulnerability in context.Snapshot.Vulnerabilities)
        {
            context.Check();
            if (vulnerability is not { KevScore: > 0, DeviceCount: not 0 } || IsRemediated(vulnerability))
                continue;
            string devices = vulnerability.DeviceCount is { } count ? RuleContext.Count(count, "device") : "devices";
            string age = vulnerability.FirstDetectionDate is { } first
                ? $", first detected {context.Since(first)} ago"
                : "";
            string software = string.Join(", ", vulnerability.Software?.AsEnumerable() ?? []);
            context.Found(
                new FindingSubject { Kind = FindingSubjectKind.Vulnerability, Id = vulnerability.CveId ?? "", Name = vulnerability.CveId },
                $"{vulnerability.CveId}, which is known to be exploited, is on {devices}{age}.",
                [
                    ("DeviceCount", vulnerability.DeviceCount), ("Software", software), ("Severity", vulnerability.Severity),
                    ("CvssScore", vulnerability.CvssScore), ("FirstDetectionDate", vulnerability.FirstDetectionDate),
                ],
                vulnerability.FirstDetectionDate,
                fix: software.Length == 0
                    ? null
                    : $"Update {software} on these devices: Get-KandjiVulnerabilityDevice {vulnerability.CveId}.");
        }
    }

    /// <summary>Somebody changed what devices are configured with.</summary>
    public static void PolicyChanged(RuleContext context)
    {
        Dictionary<string, Admin> admins = PrismRules.ByDevice(context.Snapshot.Admins, admin => admin.Id);
        foreach (IGrouping<(string Id, string Type), AuditEvent> actor in context.Snapshot.AuditEvents
            .Where(IsPolicyChange)
            .GroupBy(entry => (entry.ActorId ?? "", entry.ActorType ?? "")))
        {
            context.Check();
            string? name = admins.TryGetValue(actor.Key.Id, out Admin? admin) ? admin.ToString() : actor.First().ActorName;
            string who = name ?? (actor.Key.Id.Length > 0 ? actor.Key.Id : "somebody unknown");
            string kinds = string.Join(", ", actor.GroupBy(entry => entry.TargetType ?? "", StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => string.Format(CultureInfo.InvariantCulture, "{0} {1}", group.Count(), group.Key)));
            string by = actor.Key.Type.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 ? "The token " : "";
            context.Found(
                new FindingSubject { Kind = FindingSubjectKind.Actor, Id = actor.Key.Id, Name = name },
                $"{by}{who} made {RuleContext.Count(actor.Count(), "change")} of policy in the last "
                    + $"{RuleContext.Count(context.Policy.AuditDays, "day")} ({kinds}).",
                [
                    ("Changes", actor.Count()), ("ActorType", actor.Key.Type), ("First", actor.Min(entry => entry.OccurredAt)),
                    ("Last", actor.Max(entry => entry.OccurredAt)),
                ],
                actor.Min(entry => entry.OccurredAt));
        }
    }

    /// <summary>An exception of the policy has ended.</summary>
    public static void ExclusionEnded(RuleContext context)
    {
        foreach (Policies.PolicyExclusion exclusion in context.Policy.Exclusions)
        {
            context.Check();
            if (!exclusion.HasEnded(context.Now))
                continue;
            string about = exclusion.Subject ?? "every subject";
            context.Found(
                new FindingSubject
                {
                    Kind = FindingSubjectKind.Exclusion,
                    Id = $"{exclusion.Rule}/{exclusion.Subject ?? "*"}",
                    Name = $"{exclusion.Rule}: {about}",
                },
                $"The exception from {exclusion.Rule} for {about} ended on {RuleContext.Day(exclusion.Until)}.",
                [("Reason", exclusion.Reason), ("Until", RuleContext.Day(exclusion.Until)), ("Line", exclusion.Line)],
                exclusion.Until.AddDays(1));
        }
    }

    private static IEnumerable<(FindingSubject Subject, string Name, int Used, int Most)> Licenses(RuleContext context)
    {
        foreach (License license in context.Snapshot.Licenses)
        {
            LicensePlatformLimits? platforms = license.Limits?.MaxDevicesPerPlatform;
            (string Key, string Name, int? Used, int? Most)[] limits =
            [
                ("", "for all devices", license.Counts?.ComputersCount, license.Limits?.MaxDevices),
                ("/mac", "for Macs", license.Counts?.MacosCount, platforms?.Macos),
                ("/ios", "for iPhones and iPads", license.Counts?.IosCount + license.Counts?.IpadosCount, platforms?.IosIpados),
            ];
            // Where one number counts for all platforms, those of the platforms are 0.
            foreach ((string key, string name, int? used, int? most) in limits)
            {
                if (most is not > 0)
                    continue;
                var subject = new FindingSubject
                {
                    Kind = FindingSubjectKind.Tenant, Id = context.Tenant.Host + key, Name = context.Tenant.Name,
                };
                if (used is not >= 0)
                {
                    context.Unknown(subject);
                    continue;
                }
                context.Check();
                yield return (subject, name, used.Value, most.Value);
            }
        }
    }

    private static bool IsRemediated(Vulnerability vulnerability) =>
        string.Equals(vulnerability.Status, "Remediated", StringComparison.OrdinalIgnoreCase);

    private static bool IsPolicyChange(AuditEvent entry) =>
        !string.Equals(entry.Action, "access", StringComparison.OrdinalIgnoreCase)
        && PolicyTargets.Contains(entry.TargetType, StringComparer.OrdinalIgnoreCase);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
