using Kandji.Automation.Health.Policies;

namespace Kandji.Automation.Health.Rules;

/// <summary>Makes rules of those that a policy has as data.</summary>
internal static class PolicyRules
{
    /// <summary>Makes a rule.</summary>
    public static HealthRule Create(PolicyRule rule) => new()
    {
        Id = rule.Id,
        Title = rule.Title,
        Severity = rule.Severity,
        About = rule.Kind,
        Description = "A rule of the policy, about " + string.Join(", ", rule.Condition.Properties.Select(p => p.Name).Distinct()) + ".",
        Fix = rule.Fix ?? "",
        Sources = [GetSource(rule.Kind)],
        Evaluate = context => Evaluate(context, rule),
    };

    private static FleetSource GetSource(FindingSubjectKind kind) => kind switch
    {
        FindingSubjectKind.Device => FleetSource.Devices,
        FindingSubjectKind.User => FleetSource.Users,
        FindingSubjectKind.Blueprint => FleetSource.Blueprints,
        FindingSubjectKind.AdeIntegration => FleetSource.AdeIntegrations,
        FindingSubjectKind.AdeDevice => FleetSource.AdeDevices,
        _ => FleetSource.LibraryItems,
    };

    private static void Evaluate(RuleContext context, PolicyRule rule)
    {
        foreach ((FindingSubject subject, object item) in Things(context, rule.Kind))
        {
            bool? isMet = rule.Condition.IsMet(item, context.Now);
            if (isMet is null)
            {
                context.Unknown(subject);
                continue;
            }
            context.Check();
            if (isMet == true)
            {
                (string Name, object? Value)[] evidence = rule.Condition.Properties.GroupBy(property => property.Name)
                    .Select(group => (group.Key, Plain(group.First().Read(item)))).ToArray();
                string values = string.Join(", ", evidence.Select(value => new FindingEvidence(value.Name, value.Value).ToString()));
                context.Found(subject, $"{rule.Title}: {subject} has {values}.", evidence);
            }
        }
    }

    private static IEnumerable<(FindingSubject Subject, object Item)> Things(RuleContext context, FindingSubjectKind kind) => kind switch
    {
        FindingSubjectKind.Device => context.Devices.Select(device => (RuleContext.Of(device), (object)device)),
        FindingSubjectKind.User => context.Snapshot.Users.Select(user => (Of(kind, user.Id, user.Name), (object)user)),
        FindingSubjectKind.Blueprint => context.Snapshot.Blueprints.Select(item => (Of(kind, item.Id, item.Name), (object)item)),
        FindingSubjectKind.AdeIntegration =>
            context.Snapshot.AdeIntegrations.Select(item => (Of(kind, item.Id, item.ServerName), (object)item)),
        FindingSubjectKind.AdeDevice => context.Snapshot.AdeDevices.Select(
            device => (Of(kind, device.Id, device.Model, device.SerialNumber), (object)device)),
        _ => context.Snapshot.LibraryItems.Where(item => item.Kind == kind && item.Source is not null)
            .Select(item => (Of(kind, item.Id, item.Name), (object)item.Source!)),
    };

    private static FindingSubject Of(FindingSubjectKind kind, string? id, string? name, string? serialNumber = null) =>
        new() { Kind = kind, Id = id ?? "", Name = name, SerialNumber = serialNumber };

    // Lists and parts of objects as their text.
    private static object? Plain(object? value) => value is null or string or DateTime or IConvertible ? value : value.ToString();
}
