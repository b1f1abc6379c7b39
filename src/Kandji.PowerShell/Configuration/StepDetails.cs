using System.Collections;
using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Configuration;

/// <summary>The content of a step, for a person who decides about it: each setting with both values, texts as a unified diff.</summary>
internal static class StepDetails
{
    private const string Indent = "  ";

    /// <summary>The lines that say what a step changes.</summary>
    /// <param name="step">The step.</param>
    /// <param name="workspace">The repository and the tenant.</param>
    public static IEnumerable<string> Of(ConfigurationStep step, ConfigurationWorkspace workspace)
    {
        IEnumerable<string> lines = step.Type switch
        {
            ConfigurationStepType.Create => New(step.Change.Local!, workspace),
            ConfigurationStepType.Update or ConfigurationStepType.UpdateFiles =>
                step.Change.Properties.Where(property => step.Type == ConfigurationStepType.UpdateFiles
                    || !(property.IsRecorded || IsAssigned(step, property))).SelectMany(property => Changed(step, property)),
            ConfigurationStepType.Assign => Assigned(step, workspace),
            _ => [],
        };
        return lines.Select(line => Indent + DisplayText.Sanitize(line.Replace("\t", "    ")));
    }

    // The items of a blueprint are a step of their own.
    private static bool IsAssigned(ConfigurationStep step, PropertyChange property) =>
        step.Kind == ConfigurationKind.Blueprint && property.Key == "library_items";

    private static IEnumerable<string> New(ConfigurationMember local, ConfigurationWorkspace workspace)
    {
        foreach (MemberProperty property in new MemberProperties(workspace.Names).Of(local)
            .Where(property => property.Value.Canonical.Length > 0 && !property.IsRecorded && property.Key != local.Schema.NameKey))
        {
            if (!property.Value.IsText)
            {
                yield return $"{property.Name}: {Shown(property.Value.Shown)}";
                continue;
            }
            yield return property.Name + ":";
            foreach (string line in LineDiff.Unified("", property.Value.Canonical))
                yield return Indent + line;
        }
    }

    private static IEnumerable<string> Changed(ConfigurationStep step, PropertyChange property)
    {
        // The value to come stands last: of an import the file's value, of an export the tenant's.
        bool isExport = step.Type == ConfigurationStepType.UpdateFiles;
        if (property.Lines is not { } lines)
        {
            (object? before, object? after) =
                isExport ? (property.ShownLocal, property.ShownRemote) : (property.ShownRemote, property.ShownLocal);
            return [$"{property.Name}: {Shown(before)} -> {Shown(after)}"];
        }
        if (isExport)
            lines = LineDiff.Unified(property.Local.Canonical, property.Remote.Canonical);
        return lines.Select(line => Indent + line).Prepend(property.Name + ":");
    }

    private static IEnumerable<string> Assigned(ConfigurationStep step, ConfigurationWorkspace workspace)
    {
        MemberChange change = step.Change;
        if (change.Kind != ConfigurationKind.Blueprint)
        {
            return (change.Local!.References("ensure_blueprints") ?? [])
                .Where(wanted => change.Remote is null || workspace.Names.BlueprintIds(wanted).Any(change.MissingBlueprints.Contains))
                .Select(wanted => "+ in blueprint " + wanted.Shown);
        }
        MemberProperty items = new MemberProperties(workspace.Names).Of(change.Local!).Single(property => property.Key == "library_items");
        string[] after = items.Value.Shown as string[] ?? [];
        string[] before = change.Properties.FirstOrDefault(property => property.Key == "library_items")?.Remote.Shown as string[] ?? [];
        return before.Except(after).Select(name => "- " + name).Concat(after.Except(before).Select(name => "+ " + name));
    }

    private static string Shown(object? value) => value switch
    {
        null => "(none)",
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object?>()),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
