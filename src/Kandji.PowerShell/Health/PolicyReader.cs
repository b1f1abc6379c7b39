using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Policies;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Health;

/// <summary>Makes a policy of the table of a file.</summary>
internal sealed class PolicyReader(List<PolicyProblem> problems)
{
    private const string Off = "Off";

    private static readonly string[] Keys =
    [
        "Schema", "Thresholds", "Severities", "MinimumOS", "MinimumAgentVersion", "RequiredApps", "ForbiddenApps", "MinimumApps",
        "Exclusions", "Rules", "Offboarding",
    ];

    private static readonly string[] ThresholdKeys =
    [
        "SilentDays", "NeverCheckedInDays", "LicenseUsedPercent", "AdeTokenDays", "AwaitingEnrollmentDays", "FailingItemPercent",
        "AuditDays",
    ];

    private static readonly string[] ConditionKeys = ["Property", "Operator", "Value", "All", "Any"];

    private static readonly string[] RuleKeys = ["Id", "Title", "Severity", "Kind", "Fix", .. ConditionKeys];

    private static readonly Dictionary<FindingSubjectKind, Type> RuleKinds = new()
    {
        [FindingSubjectKind.Device] = typeof(Device),
        [FindingSubjectKind.User] = typeof(User),
        [FindingSubjectKind.Blueprint] = typeof(Blueprint),
        [FindingSubjectKind.CustomScript] = typeof(CustomScript),
        [FindingSubjectKind.CustomProfile] = typeof(CustomProfile),
        [FindingSubjectKind.CustomApp] = typeof(CustomApp),
        [FindingSubjectKind.InHouseApp] = typeof(InHouseApp),
        [FindingSubjectKind.AdeIntegration] = typeof(AdeIntegration),
        [FindingSubjectKind.AdeDevice] = typeof(AdeDevice),
    };

    // A rule's condition may nest, and a file may not take the stack.
    private const int MaxDepth = 16;

    /// <summary>Reads the table of a file.</summary>
    public FleetPolicy Read(PolicyNode root, string path)
    {
        var table = new PolicyTable(root, "", Keys, problems);
        CheckSchema(table);
        FleetPolicy standard = FleetPolicy.Default;
        PolicyTable? thresholds = table.Table("Thresholds", ThresholdKeys);
        int Threshold(string key, int least, int most, int otherwise) => thresholds?.Number(key, least, most, otherwise) ?? otherwise;
        (int days, Dictionary<string, int> byPlatform) = ReadSilentDays(thresholds, standard.SilentDays);
        List<PolicyRule> rules = table.Tables("Rules", "a rule of Rules", RuleKeys).Select(ReadRule).OfType<PolicyRule>().ToList();
        RefuseRepeated(table, rules);
        return new FleetPolicy
        {
            Path = path,
            SilentDays = days,
            SilentDaysByPlatform = byPlatform,
            NeverCheckedInDays = Threshold("NeverCheckedInDays", 0, 3650, standard.NeverCheckedInDays),
            LicenseUsedPercent = Threshold("LicenseUsedPercent", 1, 100, standard.LicenseUsedPercent),
            AdeTokenDays = Threshold("AdeTokenDays", 0, 365, standard.AdeTokenDays),
            AwaitingEnrollmentDays = Threshold("AwaitingEnrollmentDays", 0, 3650, standard.AwaitingEnrollmentDays),
            FailingItemPercent = Threshold("FailingItemPercent", 0, 100, standard.FailingItemPercent),
            AuditDays = Threshold("AuditDays", 1, 365, standard.AuditDays),
            Severities = ReadSeverities(table, rules),
            MinimumOS = ReadMinimumOS(table),
            MinimumAgentVersion = Version(table, "MinimumAgentVersion"),
            RequiredApps = ReadApps(table, "RequiredApps", false),
            ForbiddenApps = ReadApps(table, "ForbiddenApps", false),
            MinimumApps = ReadApps(table, "MinimumApps", true),
            Exclusions = table.Tables("Exclusions", "an exclusion", ["Rule", "Subject", "Reason", "Until"])
                .Select(exclusion => ReadExclusion(exclusion, rules)).OfType<PolicyExclusion>().ToList(),
            Rules = rules,
            Offboarding = ReadOffboarding(table),
        };
    }

    private void CheckSchema(PolicyTable table)
    {
        if (table.Find("Schema") is not { } schema)
        {
            table.RefuseMissing("Schema");
            return;
        }
        int version = table.Number(schema, "Schema", 1, int.MaxValue, FleetPolicy.NewestSchema);
        if (version > FleetPolicy.NewestSchema)
        {
            table.Refuse(schema, $"The policy has schema {version}, and this version of the module, "
                + $"{typeof(PolicyReader).Assembly.GetName().Version?.ToString(3)}, knows {FleetPolicy.NewestSchema}. Update the module.");
        }
    }

    private (int Days, Dictionary<string, int> ByPlatform) ReadSilentDays(PolicyTable? thresholds, int otherwise)
    {
        const string key = "SilentDays";
        var byPlatform = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        if (thresholds?.FindOptional(key) is not { } node)
            return (otherwise, byPlatform);
        if (node.Table is null)
            return (thresholds.Number(node, key, 1, 3650, otherwise), byPlatform);
        var table = new PolicyTable(node, key, null, problems);
        var keys = new Dictionary<string, string>();
        foreach (PolicyEntry entry in table.Entries)
        {
            int days = table.Number(entry.Node, entry.Key, 1, 3650, otherwise);
            if (entry.Key.Equals("Default", StringComparison.OrdinalIgnoreCase))
                otherwise = days;
            else if (Platform(entry, keys) is { } platform)
                byPlatform[platform] = days;
        }
        return (otherwise, byPlatform);
    }

    private Dictionary<string, FindingSeverity?> ReadSeverities(PolicyTable table, List<PolicyRule> rules)
    {
        var severities = new Dictionary<string, FindingSeverity?>(StringComparer.OrdinalIgnoreCase);
        if (table.Table("Severities", null) is not { } section)
            return severities;
        foreach (PolicyEntry entry in section.Entries)
        {
            CheckRule(entry.Key, entry.Line, rules);
            severities[entry.Key] = entry.Node.Value is string text && text.Equals(Off, StringComparison.OrdinalIgnoreCase)
                ? null
                : section.Choice(entry.Node, entry.Key, FindingSeverity.Info, Off);
        }
        return severities;
    }

    private Dictionary<string, OsMinimum> ReadMinimumOS(PolicyTable table)
    {
        var minimums = new Dictionary<string, OsMinimum>(StringComparer.OrdinalIgnoreCase);
        if (table.Table("MinimumOS", null) is not { } section)
            return minimums;
        var keys = new Dictionary<string, string>();
        foreach (PolicyEntry entry in section.Entries)
        {
            string? platform = Platform(entry, keys);
            PolicyTable? more = entry.Node.Table is null
                ? null
                : new PolicyTable(entry.Node, "MinimumOS." + entry.Key, ["Version", "Deadline"], problems);
            if (more?.Has("Version") == false)
                more.RefuseMissing("Version");
            string? version = more is null ? Version(section, entry.Key) : Version(more, "Version");
            DateTime? deadline = more?.Day("Deadline");
            if (platform is not null && version is not null)
                minimums[platform] = new OsMinimum(version, deadline);
        }
        return minimums;
    }

    private List<PolicyApp> ReadApps(PolicyTable table, string key, bool needsVersion)
    {
        string[] keys = needsVersion ? ["BundleId", "Name", "Platform", "Version"] : ["BundleId", "Name", "Platform"];
        var apps = new List<PolicyApp>();
        foreach (PolicyTable app in table.Tables(key, "an app of " + key, keys))
        {
            if (!app.Has("BundleId") && !app.Has("Name"))
                app.RefuseMissing("BundleId");
            if (needsVersion && !app.Has("Version"))
                app.RefuseMissing("Version");
            string? platform = app.Text("Platform") is { } text ? Platform(text, app.Find("Platform")!.Line) : null;
            if (platform is "Windows" or "Android")
                app.Refuse(
                    app.Find("Platform")!, $"The applications of {platform} devices cannot be read as a list. Only those of Apple can.");
            apps.Add(new PolicyApp
            {
                BundleId = app.Text("BundleId"),
                Name = app.Text("Name"),
                Platform = platform ?? "Mac",
                Version = needsVersion ? Version(app, "Version") : null,
            });
        }
        return apps;
    }

    private PolicyExclusion? ReadExclusion(PolicyTable table, List<PolicyRule> rules)
    {
        string rule = table.RequiredText("Rule"), reason = table.RequiredText("Reason");
        if (rule.Length > 0)
            CheckRule(rule, table.Find("Rule")!.Line, rules);
        if (!table.Has("Until"))
            table.RefuseMissing("Until");
        DateTime? until = table.Day("Until");
        return until is null
            ? null
            : new PolicyExclusion { Rule = rule, Subject = table.Text("Subject"), Reason = reason, Until = until.Value, Line = table.Line };
    }

    private PolicyRule? ReadRule(PolicyTable table)
    {
        string id = table.RequiredText("Id"), title = table.RequiredText("Title");
        if (id.StartsWith("KH", StringComparison.OrdinalIgnoreCase))
            table.Refuse(table.Find("Id")!, $"'{id}' begins as the ids of the module's own rules do. Take another, as 'NW001'.");
        else if (id.Length > 0 && !id.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
            table.Refuse(table.Find("Id")!, $"The id '{id}' has other characters than letters, digits, hyphens and underscores.");
        FindingSeverity severity = table.Choice("Severity", FindingSeverity.Medium);
        if (ReadKind(table) is not { } kind)
            return null;
        return ReadCondition(table, RuleKinds[kind], 0) is { } condition
            ? new PolicyRule { Id = id, Title = title, Severity = severity, Kind = kind, Condition = condition, Fix = table.Text("Fix") }
            : null;
    }

    private FindingSubjectKind? ReadKind(PolicyTable table)
    {
        string text = table.RequiredText("Kind");
        foreach (FindingSubjectKind kind in RuleKinds.Keys)
        {
            // As elsewhere: Script, Profile and App are the custom ones.
            if (kind.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
                || kind.ToString().Equals("Custom" + text, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        if (text.Length > 0)
        {
            string nearest = NearestName.Sentence(RuleKinds.Keys.Select(kind => kind.ToString()), text);
            table.Refuse(table.Find("Kind")!, $"There is no kind '{text}'.{nearest} The kinds are {string.Join(", ", RuleKinds.Keys)}.");
        }
        return null;
    }

    private PolicyCondition? ReadCondition(PolicyTable table, Type type, int depth)
    {
        string[] given = new[] { "Property", "All", "Any" }.Where(table.Has).ToArray();
        if (given.Length != 1 || depth > MaxDepth)
        {
            problems.Add(new PolicyProblem(table.Line, depth > MaxDepth
                ? "The conditions are nested too deeply."
                : "A condition has either Property and Operator, or All, or Any."));
            return null;
        }
        if (given[0] == "Property")
            return ReadComparison(table, type);
        IReadOnlyList<PolicyTable> parts = table.Tables(given[0], given[0], ConditionKeys);
        if (parts.Count == 0)
            problems.Add(new PolicyProblem(table.Line, $"'{given[0]}' has no conditions."));
        List<PolicyCondition?> conditions = parts.Select(part => ReadCondition(part, type, depth + 1)).ToList();
        return conditions.Count == 0 || conditions.Contains(null)
            ? null
            : new PolicyConditionGroup(given[0] == "All", conditions.OfType<PolicyCondition>().ToList());
    }

    private PolicyCondition? ReadComparison(PolicyTable table, Type type)
    {
        string name = table.RequiredText("Property");
        if (!table.Has("Operator"))
        {
            table.RefuseMissing("Operator");
            return null;
        }
        int before = problems.Count;
        PolicyOperator comparison = table.Choice("Operator", PolicyOperator.Empty);
        if (problems.Count > before)
            return null;
        string problem = "";
        if (name.Length == 0 || PolicyProperty.Find(type, name, out problem) is not { } property)
        {
            if (name.Length > 0)
                table.Refuse(table.Find("Property")!, problem);
            return null;
        }
        if (comparison == PolicyOperator.Empty ? table.Has("Value") : table.Find("Value") is null)
        {
            problems.Add(new PolicyProblem(table.Line, comparison == PolicyOperator.Empty
                ? "Empty takes no Value."
                : $"{comparison} needs a Value."));
            return null;
        }
        try
        {
            IReadOnlyList<PolicyNode> values = table.Items("Value");
            if (comparison != PolicyOperator.In && table.Find("Value")?.List is not null)
                throw new FormatException($"{comparison} takes one value; a list is for In.");
            return PropertyCondition.Create(property, comparison, values.Select(node => node.Value).ToList());
        }
        catch (FormatException e)
        {
            table.Refuse(table.Find("Value") ?? table.Find("Operator")!, e.Message);
            return null;
        }
    }

    private OffboardingPolicy? ReadOffboarding(PolicyTable table)
    {
        if (table.Table("Offboarding", ["Device", "Unassign", "Tag", "Note", "Blueprint", "AdeDevice", "RemoveUser"]) is not { } section)
            return null;
        OffboardingPolicy standard = OffboardingPolicy.Default;
        return new OffboardingPolicy
        {
            Device = section.Choice("Device", standard.Device),
            Unassign = section.Flag("Unassign", standard.Unassign),
            Tag = section.Text("Tag"),
            Note = section.Text("Note"),
            Blueprint = section.Text("Blueprint"),
            AdeDevice = section.Flag("AdeDevice", standard.AdeDevice),
            RemoveUser = section.Flag("RemoveUser", standard.RemoveUser),
        };
    }

    private void RefuseRepeated(PolicyTable table, List<PolicyRule> rules)
    {
        foreach (string id in rules.GroupBy(rule => rule.Id, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key))
            problems.Add(new PolicyProblem(table.Find("Rules")!.Line, $"Two rules have the id '{id}'."));
    }

    private void CheckRule(string id, int line, List<PolicyRule> rules)
    {
        List<string> known = [.. HealthRules.All.Select(rule => rule.Id), .. rules.Select(rule => rule.Id)];
        if (!known.Contains(id, StringComparer.OrdinalIgnoreCase))
            problems.Add(new PolicyProblem(line, $"There is no rule '{id}'.{NearestName.Sentence(known, id)}"));
    }

    // A platform has several names: under two of them it would be there twice, and one of the values would be lost.
    private string? Platform(PolicyEntry entry, Dictionary<string, string> keys)
    {
        if (Platform(entry.Key, entry.Line) is not { } platform)
            return null;
        if (keys.TryGetValue(platform, out string? first))
            problems.Add(new PolicyProblem(entry.Line, $"'{first}' and '{entry.Key}' are the same platform."));
        else
            keys.Add(platform, entry.Key);
        return platform;
    }

    private string? Platform(string text, int line)
    {
        if (PlatformNames.Find(text) is { } platform)
            return platform;
        problems.Add(new PolicyProblem(line, PlatformNames.Unknown(text)));
        return null;
    }

    private static string? Version(PolicyTable table, string key)
    {
        if (table.FindOptional(key) is not { } node)
            return null;
        if (node.Value is string text && VersionText.IsVersion(text))
            return text;
        table.Refuse(node, node.Value is int or long or double
            ? $"The version of '{key}' is a number, which does not tell 15.1 from 15.10. Put it in quotes."
            : $"The version of '{key}' has to be text with numbers and dots, as '15.6.1', and is {node.Description}.");
        return null;
    }
}
