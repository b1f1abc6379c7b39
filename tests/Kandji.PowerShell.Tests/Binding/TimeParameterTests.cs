using System.Globalization;
using System.Reflection;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Every parameter that takes a time takes a date and a span before now, and refuses what would be a time nobody meant.</summary>
public sealed class TimeParameterTests : CommandTests
{
    // Every parameter of a time, in a command that needs nothing else.
    private static readonly string[] Commands =
    [
        "Get-KandjiAuditEvent -StartDate {0}",
        "Get-KandjiAuditEvent -EndDate {0}",
        "Get-KandjiBlueprintRoutingActivity -After {0}",
        $"Get-KandjiDeviceActivity {KnownFleet.MacId} -After {{0}}",
        $"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId} -After {{0}}",
        "Get-KandjiThreat -After {0}",
        "Get-KandjiThreat -Before {0}",
        $"Get-KandjiBehavioralDetection {KnownFleet.MacId} -After {{0}}",
        $"Get-KandjiBehavioralDetection {KnownFleet.MacId} -Before {{0}}",
        "Get-KandjiVulnerability -After {0}",
        "Get-KandjiVulnerability -Before {0}",
        "Get-KandjiVulnerabilityDetection -After {0}",
        "Get-KandjiVulnerabilityDetection -Before {0}",
        $"Get-KandjiVulnerabilityDevice {KnownFleet.CriticalCve} -After {{0}}",
        $"Get-KandjiVulnerabilityDevice {KnownFleet.CriticalCve} -Before {{0}}",
        $"Get-KandjiVulnerabilitySoftware {KnownFleet.CriticalCve} -After {{0}}",
        $"Get-KandjiVulnerabilitySoftware {KnownFleet.CriticalCve} -Before {{0}}",
        "Get-KandjiDevice -NotSeenSince {0}",
    ];

    // It reads a folder, not the tenant.
    private const string Offline = "Get-KandjiInventory $store -At {0}";

    private static readonly string[] Valid =
    [
        "7d", "'7d'", "12h", "30m", "2w", "1d12h", "' 2W '", "10D", "([timespan]::FromDays(7))", "([datetime]::Now.AddDays(-7))",
        "([DateTimeOffset]::Now.AddDays(-7))", "2024-03-31", "'2024-03-31 14:00'", "'2024-03-31T14:00:00Z'", "(,'7d')",
    ];

    private static readonly string[] Invalid =
    [
        "soon", "''", "' '", "30", "'30'", "2026", "7.5", "0d", "'-7d'", "6M", "'7 months'", "1y", "3s", "'7d 3'", "@('7d', '8d')",
        "'999999999w'", "([timespan]::Zero)", "([timespan]::FromDays(-7))", "{ '7d' }", "@{ a = 1 }", "'2026-13-45'", "30d30",
    ];

    public static TheoryData<string> Table { get; } = new(Commands);

    [Fact]
    public void Table_HasEveryParameterOfATime()
    {
        IEnumerable<string> parameters =
            from cmdlet in CmdletOperations.AllCmdlets()
            from property in GetTimeParameters(cmdlet.Type)
            select $"{cmdlet.Name} -{property.Name}";

        Assert.Equal(
            parameters.Order(StringComparer.Ordinal),
            Commands.Append(Offline).Select(command => $"{command.Split(' ')[0]} {command.Split(' ')[^2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_OfATime_TakeSpansAndCompleteThem() =>
        Assert.Empty(
            from cmdlet in CmdletOperations.AllCmdlets()
            from property in GetTimeParameters(cmdlet.Type)
            where !property.IsDefined(typeof(TimeTransformationAttribute))
                || property.GetCustomAttribute<ArgumentCompleterAttribute>()?.Type != typeof(TimeCompleter)
            select $"{cmdlet.Name} -{property.Name}");

    [Theory]
    [MemberData(nameof(Table))]
    public void Command_WithASpanInAnyForm_Runs(string command)
    {
        foreach (string form in Valid)
            Shell.Run(string.Format(command, form)).Succeeded();
        Assert.NotEmpty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Command_WithATimeThatIsNone_FailsBeforeAnythingIsSent(string command)
    {
        foreach (string value in Invalid)
        {
            InvocationResult result = Shell.Run(string.Format(command, value));

            Assert.True(result.Terminating is not null || result.Errors.Count > 0, $"{value} was taken");
            Assert.Empty(result.Output);
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Inventory_OfATime_TakesTheSameForms()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Shell.Run($"$global:store = '{folder}'; Sync-KandjiInventory $store -Baseline").Succeeded();

            // All of them are before the first run.
            Assert.All(Valid, form => Assert.StartsWith(
                "KandjiNotFound", Shell.Run(string.Format(Offline, form)).Error.FullyQualifiedErrorId, StringComparison.Ordinal));
            Assert.All(Invalid, form => Assert.DoesNotContain(
                "KandjiNotFound", Shell.Run(string.Format(Offline, form)).Error.FullyQualifiedErrorId, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("7d", 7)]
    [InlineData("2w", 14)]
    [InlineData("12h", 0.5)]
    [InlineData("1d12h", 1.5)]
    [InlineData("([timespan]'7.00:00:00')", 7)]
    public void Span_ReachesBackFromNow(string span, double days)
    {
        Shell.Run($"Get-KandjiThreat -After {span}").Succeeded();

        string sent = Uri.UnescapeDataString(
            Shell.Tenant.Log.Entries[0].Query.Split('&', '?').Single(part => part.StartsWith("detection_date_from=")).Split('=')[1]);
        DateTime from = DateTime.Parse(
            sent, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Assert.InRange((Shell.Session.Clock.GetUtcNow().UtcDateTime - from).TotalDays - days, 0, 0.01);
    }

    [Theory]
    [InlineData("$age = 30d; Get-KandjiDevice -NotSeenSince $age", "30 is a number")]
    [InlineData("Get-KandjiDevice -NotSeenSince 6M", "'6M' is not a time")]
    [InlineData("Get-KandjiDevice -NotSeenSince ([datetime]::Now.AddDays(30))", "not in the past")]
    [InlineData("Get-KandjiDevice -NotSeenSince '-30d'", "is not a time")]
    [InlineData("Get-KandjiDevice -NotSeenSince ([timespan]::FromDays(-30))", "longer than zero")]
    [InlineData("Get-KandjiDevice -NotSeenSince $null", "null")]
    public void NotSeenSince_OfWhatWouldBeEveryDevice_SaysWhatToGive(string command, string words)
    {
        InvocationResult result = Shell.Run(command);

        Assert.Contains(words, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Completion_OfATime_OffersSpans()
    {
        string[] offered = Shell.Run(
            "$line = 'Get-KandjiDevice -NotSeenSince 3'; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText").Succeeded()
            .As<string>().ToArray();

        Assert.Equal(["30m", "30d"], offered);
    }

    // A duration, such as how often to ask, is not a time.
    private static IEnumerable<PropertyInfo> GetTimeParameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)) && IsTime(property.PropertyType)
            && !property.IsDefined(typeof(SpanTransformationAttribute)));

    private static bool IsTime(Type type)
    {
        type = type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan);
    }

    [Theory]
    [InlineData("Get-KandjiAuditEvent -EndDate ([datetime]::MaxValue)")]
    [InlineData("Get-KandjiAuditEvent -StartDate ([datetime]::MinValue)")]
    [InlineData("Get-KandjiThreat -Before ([datetime]::MaxValue)")]
    [InlineData("Get-KandjiThreat -After ([datetime]::MinValue)")]
    [InlineData("Get-KandjiBehavioralDetection $mac -After ([datetime]::MinValue) -Before ([datetime]::MaxValue)")]
    [InlineData("Get-KandjiVulnerability -Before ([datetime]::MaxValue)")]
    [InlineData("Get-KandjiVulnerability -After ([datetime]::MinValue)")]
    [InlineData("Get-KandjiVulnerabilityDetection -Before ([datetime]::MaxValue) -After ([datetime]::MinValue)")]
    [InlineData("Get-KandjiPrism DeviceInformation -Filter @{ LastCollectedAt = @{ lt = [datetime]::MaxValue } }")]
    [InlineData("Get-KandjiPrism DeviceInformation -Filter @{ LastCollectedAt = @{ gt = [datetime]::MinValue } }")]
    public void Bound_ThatExcludesNothing_IsTaken(string command) =>
        Assert.NotEmpty(Shell.Run($"$mac = '{KnownFleet.MacSerial}'; {command}").Succeeded().Output);
}
