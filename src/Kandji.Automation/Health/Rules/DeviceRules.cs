using System.Globalization;
using Kandji.Client.Devices;
using Kandji.Client.Users;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about what the device list says.</summary>
internal static class DeviceRules
{
    /// <summary>A device has not checked in for as many days as the policy names.</summary>
    public static void Silent(RuleContext context)
    {
        foreach (Device device in context.Devices)
        {
            // One that never did is a rule of its own.
            if (device.LastCheckIn is not { } seen)
                continue;
            context.Check();
            int days = context.DaysSince(seen), most = context.Policy.GetSilentDays(device.Platform);
            if ((context.Now - seen.ToUniversalTime()).TotalDays > most)
            {
                // Of a last day of which only a part is over, the whole days alone are no more than what is allowed.
                string silent = (days == most ? "more than " : "") + context.Since(seen);
                string allowed = RuleContext.Count(most, "day") + (most == 1 ? " is" : " are");
                context.Found(
                    RuleContext.Of(device), $"{device} has not checked in for {silent}; {allowed} allowed.",
                    [("LastCheckIn", seen), ("Days", days), ("AllowedDays", most), ("IsMissing", device.IsMissing)], seen);
            }
        }
    }

    /// <summary>A device has enrolled and never checked in.</summary>
    public static void NeverCheckedIn(RuleContext context)
    {
        foreach (Device device in context.Devices)
        {
            if (device.LastCheckIn is not null)
            {
                context.Check();
                continue;
            }
            if (device.LastEnrollment is not { } enrolled)
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            if ((context.Now - enrolled.ToUniversalTime()).TotalDays > context.Policy.NeverCheckedInDays)
            {
                context.Found(
                    RuleContext.Of(device),
                    $"{device} enrolled {context.Since(enrolled)} ago and has never checked in.",
                    [("LastCheckIn", null), ("LastEnrollment", enrolled)], enrolled);
            }
        }
    }

    /// <summary>A Mac has no agent.</summary>
    public static void AgentMissing(RuleContext context)
    {
        foreach (Device device in Macs(context))
        {
            if (device.AgentInstalled is not { } isInstalled)
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            if (!isInstalled)
            {
                context.Found(
                    RuleContext.Of(device), $"The Kandji agent is not installed on {device}.",
                    [("AgentInstalled", false), ("LastCheckIn", device.LastCheckIn)]);
            }
        }
    }

    /// <summary>The agent of a Mac is older than the policy's minimum, or a minor version behind the newest of the fleet.</summary>
    public static void AgentOld(RuleContext context)
    {
        string? own = context.Policy.MinimumAgentVersion;
        string? newest = own ?? VersionText.Newest(context.Snapshot.Devices
            .Where(device => device.Platform == "Mac").Select(device => FirstTwo(device.AgentVersion)));
        foreach (Device device in Macs(context).Where(device => device.AgentInstalled == true))
        {
            if (!VersionText.IsVersion(device.AgentVersion))
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            if (VersionText.Compare(own is null ? FirstTwo(device.AgentVersion)! : device.AgentVersion!, newest!) < 0)
            {
                string than = own is null ? $"the newest agent of this fleet is {newest}" : $"the policy asks for {own}";
                context.Found(
                    RuleContext.Of(device), $"The Kandji agent on {device} is {device.AgentVersion}; {than}.",
                    [("AgentVersion", device.AgentVersion), ("ExpectedVersion", newest)]);
            }
        }
    }

    /// <summary>Several records have one serial number.</summary>
    public static void DuplicateSerialNumber(RuleContext context)
    {
        var asked = new HashSet<string>(context.Devices.Select(device => device.DeviceId ?? ""), StringComparer.OrdinalIgnoreCase);
        bool isPart = context.Devices.Count < context.Snapshot.Devices.Count(device => device.IsRemoved != true);
        // Records of devices that were removed count: one of them is often the older of two.
        foreach (IGrouping<string, Device> group in context.Snapshot.Devices
            .Where(device => !string.IsNullOrWhiteSpace(device.SerialNumber))
            .GroupBy(device => device.SerialNumber!.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            context.Check();
            if (group.Count() < 2)
                continue;
            List<Device> records = [.. group.OrderBy(device => device.IsRemoved == true)
                .ThenByDescending(device => device.LastCheckIn ?? DateTime.MinValue)
                .ThenByDescending(device => device.LastEnrollment ?? DateTime.MinValue)
                .ThenBy(device => device.DeviceId, StringComparer.Ordinal)];
            foreach (Device other in records.Skip(1).Where(device => !isPart || asked.Contains(device.DeviceId ?? "")))
            {
                string why = WhyKeep(records[0], other);
                context.Found(
                    RuleContext.Of(other),
                    $"The serial number {group.Key} is on {records.Count} records; keep {records[0].DeviceId}, {why}, and remove "
                        + $"{other.DeviceId}.",
                    [
                        ("KeepId", records[0].DeviceId), ("KeepLastCheckIn", records[0].LastCheckIn),
                        ("KeepLastEnrollment", records[0].LastEnrollment), ("RemoveId", other.DeviceId),
                        ("RemoveLastCheckIn", other.LastCheckIn), ("RemoveLastEnrollment", other.LastEnrollment),
                    ]);
            }
        }
    }

    /// <summary>A device is assigned to a user whom the directory has archived, made inactive, or lost.</summary>
    public static void UserGone(RuleContext context)
    {
        var byKey = new Dictionary<string, User>(StringComparer.OrdinalIgnoreCase);
        foreach (User user in context.Snapshot.Users)
        {
            foreach (string? key in new[] { user.DeprecatedUserId, user.Id })
            {
                if (!string.IsNullOrEmpty(key))
                    byKey[key!] = user;
            }
        }
        foreach (Device device in context.Devices)
        {
            if (device.User is not { Id: { Length: > 0 } id } assigned)
                continue;
            context.Check();
            User? user = byKey.TryGetValue(id, out User? found) ? found : null;
            string? state = assigned.IsArchived == true || user?.Archived == true ? "archived"
                : assigned.Active == false || user?.Active == false ? "inactive"
                : user is null ? "not in the directory any more"
                : null;
            if (state is not null)
            {
                context.Found(
                    RuleContext.Of(device), $"{device} is assigned to {assigned}, who is {state}.",
                    [("User", assigned.ToString()), ("UserId", id), ("State", state), ("UserUpdatedAt", user?.UpdatedAt)]);
            }
        }
    }

    /// <summary>The operating system is older than the policy's minimum.</summary>
    public static void OsBelowMinimum(RuleContext context)
    {
        foreach (Device device in context.Devices)
        {
            if (!context.Policy.MinimumOS.TryGetValue(device.Platform ?? "", out Policies.OsMinimum? minimum))
                continue;
            if (!VersionText.IsVersion(device.OsVersion))
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            if (VersionText.Compare(device.OsVersion!, minimum.Version) >= 0)
                continue;
            bool isDue = minimum.Deadline is not { } deadline || context.Now.Date > deadline.Date;
            string until = minimum.Deadline is { } day
                ? isDue ? $", which it should have had on {RuleContext.Day(day)}" : $" by {RuleContext.Day(day)}"
                : "";
            context.Found(
                RuleContext.Of(device), $"{device} runs {device.OsVersion}; the policy asks for {minimum.Version}{until}.",
                [("OsVersion", device.OsVersion), ("MinimumVersion", minimum.Version), ("Deadline", minimum.Deadline)],
                isDue ? minimum.Deadline?.AddDays(1) : null,
                isDue ? null : FindingSeverity.Low);
        }
    }

    /// <summary>The operating system is older than the newest one that a device of the same model runs.</summary>
    public static void OsBehindModel(RuleContext context)
    {
        Dictionary<string, string?> newest = context.Snapshot.Devices.Where(device => device.IsRemoved != true && HasModel(device))
            .GroupBy(ModelKey, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key, group => VersionText.Newest(group.Select(device => device.OsVersion)),
                StringComparer.OrdinalIgnoreCase);
        foreach (Device device in context.Devices)
        {
            if (context.Policy.MinimumOS.ContainsKey(device.Platform ?? ""))
                continue;
            if (!HasModel(device) || !VersionText.IsVersion(device.OsVersion))
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            string expected = newest[ModelKey(device)]!;
            if (VersionText.Compare(device.OsVersion!, expected) < 0)
            {
                context.Found(
                    RuleContext.Of(device), $"{device} runs {device.OsVersion}; another {device.Model} of this fleet runs {expected}.",
                    [("OsVersion", device.OsVersion), ("NewestVersion", expected), ("Model", device.Model)]);
            }
        }
    }

    private static string WhyKeep(Device keep, Device other) =>
        keep.IsRemoved != other.IsRemoved && other.IsRemoved == true ? "which is managed while the other was removed"
        : keep.LastCheckIn is { } seen && seen != other.LastCheckIn
            ? string.Format(CultureInfo.InvariantCulture, "which was heard from last, on {0}", RuleContext.Day(seen.ToUniversalTime()))
        : keep.LastEnrollment is { } enrolled && enrolled != other.LastEnrollment
            ? string.Format(CultureInfo.InvariantCulture, "which enrolled last, on {0}", RuleContext.Day(enrolled.ToUniversalTime()))
        : "which is the first of equals";

    private static IEnumerable<Device> Macs(RuleContext context) => context.Devices.Where(device => device.Platform == "Mac");

    private static bool HasModel(Device device) => !string.IsNullOrWhiteSpace(device.Model);

    private static string ModelKey(Device device) => $"{device.Platform}/{device.Model}";

    // 5.2.4 (6120) is 5.2: a fleet is on several patches of one version as a rule.
    private static string? FirstTwo(string? version) =>
        Version.TryParse((version ?? "").Trim().Split(' ')[0], out Version? number) ? $"{number.Major}.{number.Minor}" : version;
}
