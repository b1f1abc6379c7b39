using System.Globalization;
using Kandji.Client.Blueprints;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about blueprints and library items.</summary>
internal static class LibraryRules
{
    /// <summary>A blueprint has no devices.</summary>
    public static void EmptyBlueprint(RuleContext context)
    {
        foreach (Blueprint blueprint in context.Snapshot.Blueprints)
        {
            var subject = new FindingSubject { Kind = FindingSubjectKind.Blueprint, Id = blueprint.Id ?? "", Name = blueprint.Name };
            if (blueprint.ComputersCount is not >= 0)
            {
                context.Unknown(subject);
                continue;
            }
            context.Check();
            if (blueprint.ComputersCount == 0)
                context.Found(subject, $"The blueprint {blueprint} has no devices.", [("ComputersCount", 0)]);
        }
    }

    /// <summary>A custom item is in no blueprint.</summary>
    public static void ItemAssignedNowhere(RuleContext context)
    {
        var assigned = new HashSet<string>(context.Snapshot.BlueprintItems.Select(item => item.Id ?? ""), StringComparer.OrdinalIgnoreCase);
        foreach (FleetLibraryItem item in context.Snapshot.LibraryItems)
        {
            context.Check();
            if (!assigned.Contains(item.Id))
            {
                FindingSubject subject = Of(item);
                context.Found(
                    subject,
                    $"{subject} is in none of {RuleContext.Count(context.Snapshot.Blueprints.Count, "blueprint")}.",
                    [("Active", item.Source?.Active), ("Blueprints", context.Snapshot.Blueprints.Count)]);
            }
        }
    }

    /// <summary>An item fails on more of its devices than the policy allows.</summary>
    public static void ItemFailing(RuleContext context)
    {
        foreach (LibraryItemState state in context.Snapshot.ItemStates)
        {
            (int failing, int total) = (state.Counts.Failing, state.Counts.Total);
            // Nobody has it, or it is only on offer.
            if (total == 0)
                continue;
            context.Check();
            if (!state.FailsOnMoreThan(context.Policy.FailingItemPercent))
                continue;
            FindingSubject subject = Of(state.Item);
            DateTime? edited = state.LastEdit?.ActivityTime;
            // A device reports again and again: that all reports are later than the edit makes it likely, and proves nothing.
            bool isLikely = edited is { } edit && state.FirstFailure >= edit;
            string since = edited is not { } day ? ""
                : isLikely ? $"; all failures were reported since it was edited on {RuleContext.Day(day.ToUniversalTime())}"
                : $"; it already failed before it was edited on {RuleContext.Day(day.ToUniversalTime())}";
            context.Found(
                subject,
                string.Format(CultureInfo.InvariantCulture, "{0} fails on {1:N0} of {2}, {3} %{4}.",
                    subject, failing, RuleContext.Count(total, "device"), failing * 100L / total, since),
                [
                    ("Failing", failing), ("Passing", state.Counts.Passing), ("Pending", state.Counts.Pending), ("Devices", total),
                    ("LastEdit", edited), ("LastEditBy", state.LastEdit?.UserEmail), ("BeganWithEdit", edited is null ? null : isLikely),
                ],
                isLikely || edited is null ? null : state.FirstFailure);
        }
    }

    private static FindingSubject Of(FleetLibraryItem item) => new() { Kind = item.Kind, Id = item.Id, Name = item.Name };
}
