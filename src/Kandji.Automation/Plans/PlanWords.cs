using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>The words for steps, for people: what a step changes, and how many of which kind there are.</summary>
internal static class PlanWords
{
    private const int MaxGroups = 5;

    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["user"] = "User",
        ["user_id"] = "User",
        ["asset_tag"] = "Asset tag",
        ["blueprint_id"] = "Blueprint",
        ["use_blueprint_routing"] = "Blueprint routing",
        ["tags"] = "Tags",
        ["name"] = "Name",
        ["DeviceName"] = "Name",
        ["enrollment_code.is_active"] = "Enrollment code active",
    };

    // The keys that hold the names of what others refer to.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["user"] = "user_email", ["user_id"] = "user_email", ["blueprint_id"] = "blueprint_name",
    };

    /// <summary>
    /// The change of a step: <c>Blueprint 'Sales' -> 'Engineering'</c>, or the action where it has no values before and after. Of what
    /// destroys something it is what is sent, whatever the plan calls it.
    /// </summary>
    public static string Describe(PlanStep step)
    {
        if (step.Refusal is not null)
            return PrintableText.Sanitize(step.Action + " (could not be planned)");
        string changes = string.Join(", ", Changed(step).Select(property => Describe(step, property)));
        return PrintableText.Sanitize(changes.Length == 0 ? GetAction(step) : changes);
    }

    /// <summary>
    /// The words of a step for questions: the action, and of what destroys something what is sent, whatever the plan calls it.
    /// </summary>
    public static string GetAction(PlanStep step) => PlanOperation.Find(step.Operation) switch
    {
        { IsDestructive: true, Action: { } action } => action.ToString(),
        { IsDestructive: true, IsAboutNote: true } => "Remove note",
        { IsDestructive: true } operation => "Remove " + ConfigurationKinds.Singular(operation.Kind),
        _ => PrintableText.Sanitize(step.Action),
    };

    /// <summary>The number of changes by kind and platform: <c>37 changes on 37 devices (31 Mac, 6 iPad): 31 Lock, 6 Erase</c>.</summary>
    public static string Count(IReadOnlyCollection<PlanStep> steps)
    {
        List<PlanStep> planned = steps.Where(step => step.Refusal is null).ToList();
        int refused = steps.Count - planned.Count;
        string open = refused == 0 ? "" : $"; {refused} could not be planned";
        if (planned.Count == 0)
            return "No changes" + open;
        List<IGrouping<string, PlanStep>> groups = planned.GroupBy(Describe).ToList();
        if (groups.Count > MaxGroups)
            groups = planned.GroupBy(Shorten).ToList();
        string kinds = string.Join(", ", groups.OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"));
        return $"{Number(planned.Count, "change", "changes")} on {Objects(planned)}: {kinds}{open}";
    }

    /// <summary>The objects by kind, and devices by platform: <c>37 devices (31 Mac, 6 iPad), 1 tag</c>.</summary>
    public static string Objects(IEnumerable<PlanStep> steps) => string.Join(", ", steps
        .GroupBy(step => step.Target.Kind)
        .OrderByDescending(group => group.Key == ConfigurationKind.Device)
        .Select(group =>
        {
            List<PlanTarget> targets = group.Select(step => step.Target)
                .GroupBy(target => target.Id ?? target.Name ?? "", StringComparer.OrdinalIgnoreCase)
                .Select(same => same.First())
                .ToList();
            string count = Number(targets.Count, ConfigurationKinds.Singular(group.Key), ConfigurationKinds.Plural(group.Key));
            return group.Key == ConfigurationKind.Device ? $"{count} ({ByPlatform(targets)})" : count;
        }));

    /// <summary>The key of the name that is shown in the place of an id; null for a property that is not an id.</summary>
    public static string? FindNameKey(string property) => Names.TryGetValue(property, out string? key) ? key : null;

    private static IEnumerable<string> Changed(PlanStep step) =>
        PlanOperation.Find(step.Operation)?.Properties
            .Where(property => property != "content" && step.After.ContainsKey(property)
                && !PlanProperties.Same(property, step.Before[property], step.After[property])) ?? [];

    private static string Describe(PlanStep step, string property)
    {
        object? before = step.Before[property], after = step.After[property];
        string words = Word(property);
        return IsHash(before) || IsHash(after)
            ? words + " changed"
            : $"{words} {Format(step.Before, property, before)} -> {Format(step.After, property, after)}";
    }

    private static string Shorten(PlanStep step)
    {
        string words = string.Join(", ", Changed(step).Select(Word));
        if (words.Length > 0)
            return words;
        string action = GetAction(step);
        int quote = action.IndexOf(" '", StringComparison.Ordinal);
        return quote > 0 ? action.Substring(0, quote) : action;
    }

    private static string Word(string property) => Properties.TryGetValue(property, out string? words) ? words : property.Replace('_', ' ');

    private static bool IsHash(object? value) => value is string text && text.StartsWith("sha256:", StringComparison.Ordinal);

    private static string Format(PlanValues values, string property, object? value)
    {
        if (value is not null && FindNameKey(property) is { } key && values[key] is string name)
            value = name;
        return value switch
        {
            "" => PlanValues.Format(null),
            ICollection<object?> { Count: 0 } => PlanValues.Format(null),
            IEnumerable<object?> items => string.Join(" and ", items.Select(PlanValues.Format)),
            _ => PlanValues.Format(value),
        };
    }

    private static string ByPlatform(IEnumerable<PlanTarget> targets) => string.Join(", ", targets
        .GroupBy(target => string.IsNullOrEmpty(target.Platform) ? "of unknown kind" : target.Platform!)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Count()} {PrintableText.Sanitize(group.Key)}"));

    private static string Number(int count, string one, string many) =>
        string.Format(CultureInfo.CurrentCulture, "{0:N0} {1}", count, count == 1 ? one : many);
}
