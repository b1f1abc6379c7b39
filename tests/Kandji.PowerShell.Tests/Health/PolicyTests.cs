using System.Text.RegularExpressions;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Policies;
using Kandji.PowerShell.Health;

namespace Kandji.PowerShell.Tests.Health;

/// <summary>Policy files: they are data, and everything wrong in one is told with its line.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void Template_ReadsAsTheDefaults()
    {
        FleetPolicy policy = Parse(PolicyTemplate.Text);
        FleetPolicy standard = FleetPolicy.Default;

        Assert.Equal(
            (standard.SilentDays, standard.NeverCheckedInDays, standard.LicenseUsedPercent, standard.AdeTokenDays),
            (policy.SilentDays, policy.NeverCheckedInDays, policy.LicenseUsedPercent, policy.AdeTokenDays));
        Assert.Equal(
            (standard.AwaitingEnrollmentDays, standard.FailingItemPercent, standard.AuditDays),
            (policy.AwaitingEnrollmentDays, policy.FailingItemPercent, policy.AuditDays));
        Assert.Empty(policy.Exclusions);
        Assert.Empty(policy.Rules);
        Assert.Empty(policy.Severities);
        Assert.Empty(policy.MinimumOS);
        OffboardingPolicy offboarding = Assert.IsType<OffboardingPolicy>(policy.Offboarding);
        Assert.Equivalent(OffboardingPolicy.Default, offboarding);
    }

    // An example in a comment that could not be used would be worse than none.
    [Fact]
    public void Template_WithItsExamplesUncommented_IsAPolicy()
    {
        string text = Regex.Replace(
            PolicyTemplate.Text, @"(?m)^( *)# (?=KH\d|Mac = |iPhone = |@\{|\}| {4}|MinimumAgentVersion|Tag = |Note = |Blueprint = )", "$1");

        FleetPolicy policy = Parse(text);

        Assert.Equal(new OsMinimum("15.6", new DateTime(2026, 12, 31)), policy.MinimumOS["Mac"]);
        Assert.Equal(FindingSeverity.High, policy.Severities["KH005"]);
        Assert.Null(policy.Severities["KH028"]);
        Assert.Equal("uTorrent", Assert.Single(policy.ForbiddenApps).Name);
        Assert.Equal("128.0", Assert.Single(policy.MinimumApps).Version);
        Assert.Equal("C02EXAMPLE01", Assert.Single(policy.Exclusions).Subject);
        Assert.Equal(["Platform", "AssetTag"], Assert.Single(policy.Rules).Condition.Properties.Select(property => property.Name));
        Assert.Equal(("returned", "Stock"), (policy.Offboarding!.Tag, policy.Offboarding.Blueprint));
    }

    [Fact]
    public void Thresholds_ByPlatform_HaveADefault()
    {
        FleetPolicy policy = Parse("@{ Schema = 1; Thresholds = @{ SilentDays = @{ Default = 40; macOS = 14 } } }");

        Assert.Equal((14, 40), (policy.GetSilentDays("Mac"), policy.GetSilentDays("iPhone")));
    }

    [Theory]
    [InlineData("Thresholds = @{ SilentDay = 30 }", 3, "no key 'SilentDay'", "Did you mean 'SilentDays'?")]
    [InlineData("Treshholds = @{ }", 3, "no key 'Treshholds'", "Did you mean 'Thresholds'?")]
    [InlineData("Thresholds = @{ SilentDays = '30' }", 3, "has to be a whole number from 1 to 3650, and is '30'")]
    [InlineData("Thresholds = @{ SilentDays = -1 }", 3, "is -1")]
    [InlineData("Thresholds = 30", 3, "has to be a table")]
    [InlineData("Thresholds = @{ SilentDays = @{ Amiga = 3 } }", 3, "no platform 'Amiga'")]
    [InlineData("Thresholds = @{ SilentDays = 30; SilentDays = 31 }", 3, "Duplicate")]
    [InlineData("Severities = @{ KH999 = 'High' }", 3, "no rule 'KH999'")]
    [InlineData("Severities = @{ KH001 = 'Hihg' }", 3, "Did you mean 'High'?")]
    [InlineData("MinimumOS = @{ Mac = 15.1 }", 3, "does not tell 15.1 from 15.10")]
    [InlineData("MinimumOS = @{ Mac = @{ Version = '15.6'; Deadline = '31.12.2026' } }", 3, "has to be a day in quotes, as '2026-12-31'")]
    [InlineData("MinimumOS = @{ Mac = @{ Deadline = '2026-12-31' } }", 3, "'Version' is missing")]
    [InlineData("RequiredApps = @( @{ Platform = 'Mac' } )", 3, "'BundleId' is missing")]
    [InlineData("ForbiddenApps = @( @{ Name = 'x'; Platform = 'Windows' } )", 3, "Only those of Apple can")]
    [InlineData("Exclusions = @( @{ Rule = 'KH001'; Subject = 'x'; Until = '2030-01-01' } )", 3, "'Reason' is missing")]
    [InlineData("Exclusions = @( @{ Rule = 'KH001'; Reason = 'x' } )", 3, "'Until' is missing")]
    [InlineData("Exclusions = @( @{ Rule = 'KH001'; Reason = 'x'; Until = '2030-13-01' } )", 3, "and is '2030-13-01'")]
    [InlineData("Rules = @( @{ Id = 'KH100'; Title = 'x'; Kind = 'User'; Property = 'Name'; Operator = 'Empty' } )", 3, "begins as")]
    [InlineData("Rules = @( @{ Id = 'a b'; Title = 'x'; Kind = 'User'; Property = 'Name'; Operator = 'Empty' } )", 3, "characters")]
    [InlineData("RULE Kind = 'Devise'; Property = 'Model'; Operator = 'Empty' } )", 3, "Did you mean 'Device'?")]
    [InlineData("RULE Kind = 'Device'; Property = 'Modell'; Operator = 'Empty' } )", 3, "Did you mean 'Model'?")]
    [InlineData("RULE Kind = 'Device'; Property = 'User'; Operator = 'Empty' } )", 3, "User.Email")]
    [InlineData("RULE Kind = 'Device'; Property = 'Model'; Operator = 'Equals'; Value = 'x' } )", 3, "has to be one of")]
    [InlineData("RULE Kind = 'Device'; Property = 'Model'; Operator = 'Eq' } )", 3, "Eq needs a Value")]
    [InlineData("RULE Kind = 'Device'; Property = 'Model'; Operator = 'Match'; Value = '(' } )", 3, "not a regular expression")]
    [InlineData("RULE Kind = 'Device'; Property = 'MdmEnabled'; Operator = 'Gt'; Value = $true } )", 3, "Eq or Ne")]
    [InlineData("RULE Kind = 'Device'; Property = 'LastCheckIn'; Operator = 'Lt'; Value = 'Monday' } )", 3, "'30d'")]
    [InlineData("RULE Kind = 'Device'; Property = 'LastCheckIn'; Operator = 'Lt'; Value = '36501d' } )", 3, "at most 36500 days")]
    [InlineData("RULE Kind = 'Device'; Property = 'LastCheckIn'; Operator = 'Lt'; Value = '99999999d' } )", 3, "at most 36500 days")]
    [InlineData("RULE Kind = 'User'; Property = 'DeviceCount'; Operator = 'Gt'; Value = 'x' } )", 3, "has to be a number")]
    [InlineData("RULE Kind = 'Device' } )", 3, "either Property and Operator, or All, or Any")]
    [InlineData("MinimumOS = @{ Mac = '15.6'; macOS = '26.0' }", 3, "'Mac' and 'macOS' are the same platform")]
    [InlineData("Thresholds = @{ SilentDays = @{ iPad = 3; iPadOS = 4 } }", 3, "'iPad' and 'iPadOS' are the same platform")]
    [InlineData("MinimumOS = @{ Mac = @{ Version = $null } }", 3, "'Version' is missing")]
    [InlineData("RequiredApps = @( @{ BundleId = $null } )", 3, "'BundleId' is missing")]
    [InlineData("MinimumApps = @( @{ Name = 'x'; Version = $null } )", 3, "'Version' is missing")]
    [InlineData("Exclusions = @( @{ Rule = 'KH001'; Reason = 'x'; Until = $null } )", 3, "'Until' is missing")]
    [InlineData("RULE Kind = 'Device'; Property = 'Model'; Operator = $null } )", 3, "'Operator' is missing")]
    // What is left out means every subject, a lock, Macs. $null says none of that.
    [InlineData("Exclusions = @( @{ Rule = 'KH001'; Subject = $null; Reason = 'x'; Until = '2030-01-01' } )", 3, "'Subject'", "is $null")]
    [InlineData("Offboarding = @{ Device = $null }", 3, "'Device'", "is $null")]
    [InlineData("Offboarding = @{ Unassign = $null }", 3, "'Unassign'", "is $null")]
    [InlineData("Offboarding = @{ Blueprint = $null }", 3, "'Blueprint'", "leave the key out")]
    [InlineData("RequiredApps = @( @{ BundleId = 'x'; Platform = $null } )", 3, "'Platform'", "is $null")]
    [InlineData("RequiredApps = @( @{ BundleId = 'x'; Name = $null } )", 3, "'Name'", "is $null")]
    [InlineData("Thresholds = @{ AuditDays = $null }", 3, "'AuditDays'", "is $null")]
    [InlineData("Thresholds = @{ SilentDays = $null }", 3, "'SilentDays'", "is $null")]
    [InlineData("MinimumOS = @{ Mac = $null }", 3, "'Mac'", "is $null")]
    [InlineData("MinimumOS = @{ Mac = @{ Version = '15.6'; Deadline = $null } }", 3, "'Deadline'", "is $null")]
    [InlineData("MinimumAgentVersion = $null", 3, "'MinimumAgentVersion'", "is $null")]
    [InlineData("RULE Kind = 'Device'; Property = 'Model'; Operator = 'Empty'; Severity = $null } )", 3, "'Severity'", "is $null")]
    [InlineData("Offboarding = @{ Device = 'Wipe' }", 3, "It has to be one of Lock, Erase, Leave")]
    [InlineData("Offboarding = @{ Unassign = 'yes' }", 3, "has to be $true or $false")]
    public void Parse_OfSomethingWrong_TellsTheLineAndWhatIsMeant(string text, int line, params string[] words)
    {
        text = text.Replace("RULE", "Rules = @( @{ Id = 'A'; Title = 'x';", StringComparison.Ordinal);

        PolicyProblem problem = Assert.Single(Problems($"@{{\n    Schema = 1\n    {text}\n}}\n"));

        Assert.Equal(line, problem.Line);
        Assert.All(words, word => Assert.Contains(word, problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Offboarding = @{ Note = { Get-Date } }", "a script block is not allowed")]
    [InlineData("Rules = @( { Get-Process } )", "a script block is not allowed")]
    [InlineData("Offboarding = @{ Note = \"$env:USER left\" }", "single quotes")]
    [InlineData("Offboarding = @{ Note = $env:USER }", "$env:USER")]
    [InlineData("Offboarding = @{ Note = (Get-Date) }", "is not a value")]
    [InlineData("Offboarding = @{ Note = $(Get-Date) }", "is not a value")]
    [InlineData("Offboarding = @{ Note = @(Get-Date) }", "is not a value")]
    [InlineData("Offboarding = @{ Note = 'a' + 'b' }", "is not a value")]
    [InlineData("Offboarding = @{ Note = [datetime]'2026-01-01' }", "is not a value")]
    [InlineData("(Get-Date) = 3", "neither")]
    [InlineData("Offboarding = if ($true) { @{} } else { @{} }", "is not a value")]
    public void Parse_OfWhatWouldRun_IsRefusedAndNotRun(string text, string words)
    {
        PolicyProblem problem = Assert.Single(Problems($"@{{\n    Schema = 1\n    {text}\n}}\n"));

        Assert.Equal(3, problem.Line);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "one table")]
    [InlineData("Get-Process", "one table")]
    [InlineData("@{ Schema = 1 }\nRemove-Item x", "one table")]
    [InlineData("param($x) @{ Schema = 1 }", "one table")]
    [InlineData("@{ }", "'Schema' is missing")]
    [InlineData("@{ Schema = 2 }", "Update the module")]
    [InlineData("@{ Schema = 1", "}")]
    public void Parse_OfSomethingElse_IsRefused(string text, string words) =>
        Assert.Contains(words, Problems(text)[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfSeveralErrors_TellsAll()
    {
        IReadOnlyList<PolicyProblem> problems = Problems("@{\nSchema = 1\nThresholds = @{\n  SilentDays = 0\n  Foo = 1\n}\nBar = 2\n}");

        Assert.Equal([4, 5, 7], problems.Select(problem => problem.Line).Order());
    }

    [Theory]
    [InlineData("Property = 'Platform'; Operator = 'Eq'; Value = 'mac'", true)]
    [InlineData("Property = 'Platform'; Operator = 'Ne'; Value = 'Mac'", false)]
    [InlineData("Property = 'OsVersion'; Operator = 'Lt'; Value = '15.10'", true)]
    [InlineData("Property = 'OsVersion'; Operator = 'Gt'; Value = '15.10'", false)]
    [InlineData("Property = 'OsVersionNumber'; Operator = 'Gt'; Value = '15.8'", true)]
    [InlineData("Property = 'DeviceName'; Operator = 'Like'; Value = 'build-*'", true)]
    [InlineData("Property = 'DeviceName'; Operator = 'Like'; Value = 'uild-*'", false)]
    [InlineData("Property = 'DeviceName'; Operator = 'Like'; Value = 'build.07'", false)]
    [InlineData("Property = 'DeviceName'; Operator = 'Match'; Value = '\\d+$'", true)]
    [InlineData("Property = 'Platform'; Operator = 'In'; Value = @('iPad', 'Mac')", true)]
    [InlineData("Property = 'Platform'; Operator = 'In'; Value = @()", false)]
    [InlineData("Property = 'Tags'; Operator = 'Eq'; Value = 'loaner'", true)]
    [InlineData("Property = 'Tags'; Operator = 'Ne'; Value = 'loaner'", false)]
    [InlineData("Property = 'Tags'; Operator = 'Ne'; Value = 'pilot'", true)]
    [InlineData("Property = 'AssetTag'; Operator = 'Empty'", true)]
    [InlineData("Property = 'Tags'; Operator = 'Empty'", false)]
    [InlineData("Property = 'AssetTag'; Operator = 'Eq'; Value = 'x'", null)]
    [InlineData("Property = 'User.Email'; Operator = 'Like'; Value = '*'", null)]
    [InlineData("Property = 'AgentInstalled'; Operator = 'Eq'; Value = $false", false)]
    [InlineData("Property = 'LastCheckIn'; Operator = 'Lt'; Value = '30d'", true)]
    [InlineData("Property = 'LastCheckIn'; Operator = 'Lt'; Value = '50d'", false)]
    [InlineData("Property = 'LastCheckIn'; Operator = 'Gt'; Value = '2025-12-01'", true)]
    [InlineData("All = @( @{ Property = 'AssetTag'; Operator = 'Empty' }, @{ Property = 'Platform'; Operator = 'Empty' } )", false)]
    [InlineData("Any = @( @{ Property = 'Model'; Operator = 'Eq'; Value = 'x' }, @{ Property = 'AssetTag'; Operator = 'Empty' } )", true)]
    [InlineData("All = @( @{ Property = 'Model'; Operator = 'Eq'; Value = 'x' }, @{ Property = 'AssetTag'; Operator = 'Empty' } )", null)]
    public void Rule_OfThePolicy_IsMetAsItSays(string condition, bool? expected)
    {
        var device = new Client.Devices.Device
        {
            DeviceId = "1", DeviceName = "build-agent-07", Platform = "Mac", OsVersion = "15.9", AgentInstalled = true,
            Tags = ["loaner", "spare"], AssetTag = "", LastCheckIn = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToLocalTime(),
        };
        string text = $"@{{ Schema = 1; Rules = @( @{{ Id = 'NW1'; Title = 'A title'; Kind = 'Device'; {condition} }} ) }}";
        PolicyRule rule = Assert.Single(Parse(text).Rules);

        Assert.Equal(expected, rule.Condition.IsMet(device, new DateTime(2026, 2, 10, 0, 0, 0, DateTimeKind.Utc)));
    }

    private static FleetPolicy Parse(string text)
    {
        FleetPolicy? policy = PolicyFile.Parse(text, "policy.psd1", out IReadOnlyList<PolicyProblem> problems);
        Assert.Equal([], problems.Select(problem => $"{problem.Line}: {problem.Message}"));
        return policy!;
    }

    private static IReadOnlyList<PolicyProblem> Problems(string text)
    {
        PolicyFile.Parse(text, "policy.psd1", out IReadOnlyList<PolicyProblem> problems);
        return problems;
    }
}
