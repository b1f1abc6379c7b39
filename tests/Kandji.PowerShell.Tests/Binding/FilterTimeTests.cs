using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kandji.Client;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// Times that rows are narrowed down by, against a service that rounds them to whole days, and against one that ignores them.
/// </summary>
public sealed class FilterTimeTests : CommandTests
{
    private const string Cve = KnownFleet.CriticalCve;
    private const string Between = "-After 150m -Before 90m";
    private const string Ago150 = "([datetime]::Now).AddMinutes(-150)", Ago90 = "([datetime]::Now).AddMinutes(-90)";

    // The command, the path, the fields of the time, the key, and the rows that are left of those an hour, two and three hours old and of
    // one that has a date alone.
    private static readonly (string Command, string Path, string Times, string Key, string Expected)[] Rows =
    [
        ("Get-KandjiAuditEvent -StartDate 150m -EndDate 90m", "/api/v1/audit/events", "occurred_at", "id", "2 date"),
        ("Get-KandjiAuditEvent -StartDate 150m -EndDate 90m -First 1", "/api/v1/audit/events", "occurred_at", "id", "2"),
        ($"Get-KandjiThreat {Between}", "/api/v2/threat/threat-details", "detection_date", "id", "2 date"),
        ($"Get-KandjiThreat {Between} -First 1", "/api/v2/threat/threat-details", "detection_date", "id", "2"),
        ($"Get-KandjiBehavioralDetection {KnownFleet.MacId} {Between}", "/api/v2/threat/behavioral-detections/events", "detection_date",
            "id", "2 date"),
        ($"Get-KandjiVulnerability {Between}", "/api/v1/vulnerability-management/vulnerabilities", "first_detection_date", "cve_id",
            "2 date"),
        ($"Get-KandjiVulnerabilityDetection {Between} -First 1", "/api/v1/vulnerability-management/detections",
            "first_detection_date latest_detection_date", "cve_id", "2"),
        ($"Get-KandjiVulnerabilitySoftware {Cve} {Between}", $"/api/v1/vulnerability-management/vulnerabilities/{Cve}/software",
            "first_detection_date latest_detection_date", "name", "2 date"),
        (Prism($"gte = {Ago150}; lte = {Ago90}"), "/api/v1/prism/filevault", "last_collected_at", "device_id", "2 date"),
        (Prism($"gte = {Ago150}; lte = {Ago90}") + " -First 1", "/api/v1/prism/filevault", "last_collected_at", "device_id", "2"),
        (Prism($"gt = [DateTimeOffset]({Ago150})"), "/api/v1/prism/filevault", "last_collected_at", "device_id", "1 2 date"),
        (Prism($"lt = ({Ago90}).ToUniversalTime().ToString('o')"), "/api/v1/prism/filevault", "last_collected_at", "device_id", "2 3 date"),
        (Prism($"or = @{{ lt = {Ago150}; gt = {Ago90} }}"), "/api/v1/prism/filevault", "last_collected_at", "device_id", "1 3 date"),
        // Without a zone, the service alone knows which time is meant.
        (Prism($"lt = ({Ago90}).ToString('s')"), "/api/v1/prism/filevault", "last_collected_at", "device_id", "1 2 3 date"),
    ];

    public static TheoryData<string, string, string, string, string> Table => new(Rows);

    [Theory]
    [MemberData(nameof(Table))]
    public void Get_WhenTheServiceRoundsTimesToDays_LeavesOutWhatIsOutside(
        string command, string path, string times, string key, string expected)
    {
        DateTime now = DateTime.UtcNow;
        JsonObject Row(string id, string time)
        {
            var row = new JsonObject { [key] = id };
            foreach (string field in times.Split(' '))
                row[field] = time;
            return row;
        }
        Answer(path, [
            .. new[] { 1, 2, 3 }.Select(hours => Row($"{hours}", now.AddHours(-hours).ToString("o"))),
            Row("date", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ]);

        InvocationResult result = Shell.Run(command).Succeeded();

        string name = key switch { "id" => "Id", "cve_id" => "CveId", "device_id" => "DeviceId", _ => "Name" };
        Assert.Equal(expected.Split(' '), result.Output.Select(row => $"{row.Properties[name].Value}"));
    }

    [Theory]
    [InlineData("last_collected_at", "LastCollectedAt = @{ gte = [DateTimeOffset]::Now.AddDays(-5) }")]
    [InlineData("last_collected_at", "LastCollectedAt = @{ gte = ([datetime]::Now).AddDays(-5).ToUniversalTime().ToString('o') }")]
    [InlineData("last_collected_at", "LastCollectedAt = @{ gt = ([datetime]::Now).AddDays(-5).ToString('yyyy-MM-dd') }")]
    [InlineData("last_collected_at", "LastCollectedAt = @{ or = @{ gt=[datetime]::Now.AddDays(-5); lt = [datetime]::Now.AddDays(-15) } }")]
    [InlineData("uid", "Uid = 501")]
    [InlineData("username", "Username = @{ eq = 'ada' }")]
    public void Get_WhenTheServiceIgnoresTheCondition_IsAnErrorAndWritesNothing(string field, string condition)
    {
        Answer("/api/v1/prism/local_users", [new JsonObject
        {
            ["device_id"] = KnownFleet.MacId,
            [field] = field switch { "uid" => 502, "username" => "other", _ => DateTime.UtcNow.AddDays(-10).ToString("o") },
        }]);

        InvocationResult result = Shell.Run($"Get-KandjiPrism LocalUsers -Filter @{{ {condition} }}").Failed("KandjiFilterIgnored");

        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("@{ LastCollectedAt = @{ lt = '' } }", "'lt'")]
    [InlineData("@{ LastCollectedAt = @{ gte = ' ' } }", "'gte'")]
    [InlineData("@{ LastCollectedAt = @{ or = @{ lt = ''; gt = [datetime]::Now } } }", "'lt'")]
    public void Get_WithATimeThatWasLeftEmpty_SendsNothing(string filter, string named)
    {
        Shell.Run("Get-KandjiPrism FileVault -Filter " + filter).Failed("KandjiInvalidArgument", named);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_WithinDays_CountsThemByTheClockOfTheSession()
    {
        KandjiSession session = Past(TimeSpan.FromDays(400));
        Answer("/api/v2/threat/threat-details", [Found("old", 402), Found("older", 420)]);

        InvocationResult result = Shell.Run("$input | ForEach-Object { Get-KandjiThreat -Days 7 -Session $_ }", session);

        Assert.Equal("old", Assert.Single(result.Failed("KandjiFilterIgnored").Output).Properties["Id"].Value);

        static JsonObject Found(string id, int days) =>
            new() { ["id"] = id, ["detection_date"] = DateTime.UtcNow.AddDays(-days).ToString("o") };
    }

    [Fact]
    public void GetAdeIntegration_ExpiringWithinDays_CountsThemByTheClockOfTheSession()
    {
        KandjiSession session = Past(TimeSpan.FromDays(4000));

        const string Names = "Get-KandjiAdeIntegration -ExpiringWithinDays 30 -Session $_ | ForEach-Object { \"$($_.ServerName)\" }";

        InvocationResult result = Shell.Run($"$input | ForEach-Object {{ {Names} }}", session).Succeeded();

        Assert.DoesNotContain(KnownFleet.ExpiringAdeIntegrationName, result.As<string>());
        Assert.Contains(KnownFleet.ExpiringAdeIntegrationName, Shell.Run(Names.Replace("-Session $_", "")).Succeeded().As<string>());
    }

    private static string Prism(string operators) => $"Get-KandjiPrism FileVault -Filter @{{ LastCollectedAt = @{{ {operators} }} }}";

    private void Answer(string path, IReadOnlyList<JsonObject> rows) =>
        Shell.Tenant.Faults.Add((RequestMatch)$"GET {path}", Fault.Replace(_ => (200, JsonSerializer.Serialize(new
        {
            total = rows.Count, results = rows, data = rows, next = (string?)null, cursor = (string?)null,
        }))));

    private KandjiSession Past(TimeSpan span) => new(new KandjiClientOptions
    {
        BaseAddress = Shell.Tenant.BaseAddress,
        Token = new System.Net.NetworkCredential("", Shell.Tenant.Token).SecurePassword,
        Clock = new PastTimeProvider(span),
    });

    /// <summary>The system's clock, but put back.</summary>
    private sealed class PastTimeProvider(TimeSpan span) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - span;
    }
}
