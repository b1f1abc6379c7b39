using Kandji.Client.Http;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// Every parameter that the service filters by, against a service that ignores the filter: what is written is what was asked for, or there
/// is an error, and nothing else goes down the pipeline.
/// </summary>
public sealed class IgnoredFilterTableTests
{
    private const string Days = "(([datetime]::Now).AddDays(-20))";

    // The parameters for paging and sorting are not filters.
    private static readonly string[] NoFilters =
        ["limit", "offset", "page", "size", "cursor", "after", "ordering", "sort_by", "sso", "category"];

    // Filters of the API that no command uses, and the free text of a search, which no row need show.
    private static readonly string[] NotUsed =
    [
        // The list of an integration's devices has an endpoint of its own.
        "dep_account of List ADE devices",
        "device_id of Device list", "user of Device list", "user_email_exact of Device list", "id of User list", "id of Blueprint list",
        "id__in of Blueprint list", "term of Get Threat Details - v2", "search_term of Get Behavioral Detections - v2",
        // Version 1 is read where there is no version 2: GetKandjiThreatTests.
        "status of Get Threat Details", "term of Get Threat Details",
    ];

    // The command, and the parameter of the query that it makes. {mac} is the MAC address of a known Mac.
    private static readonly (string Command, string Query)[] Filters =
    [
        ($"Get-KandjiDevice -AssetTag {KnownFleet.MacAssetTag}", "asset_tag"),
        ($"Get-KandjiDevice -Blueprint '{KnownFleet.EngineeringName}'", "blueprint_id"),
        ($"Get-KandjiBlueprint '{KnownFleet.EngineeringName}' | Get-KandjiDevice", "blueprint_id"),
        ($"Get-KandjiDevice -Name '{KnownFleet.TwinName}'", "device_name"),
        ("Get-KandjiDevice -FileVaultEnabled $true", "filevault_enabled"),
        ("Get-KandjiDevice -FileVaultEnabled $false", "filevault_enabled"),
        ("Get-KandjiDevice -FileVaultEnabled $true -Platform Mac -First 2", "filevault_enabled"),
        ("Get-KandjiDevice -MacAddress {mac}", "mac_address"),
        ("Get-KandjiDevice -Model 'iPad*'", "model"),
        ("Get-KandjiDevice -OSVersion '15*'", "os_version"),
        ("Get-KandjiDevice -Platform Windows", "platform"),
        ($"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial}", "serial_number"),
        ($"Get-KandjiDevice {KnownFleet.MacSerial}", "serial_number"),
        ($"Get-KandjiDevice \"{KnownFleet.MacName}\"", "device_name"),
        ($"Get-KandjiDevice -Tag {KnownFleet.LoanerTagName}", "tag_name"),
        ($"Get-KandjiDevice -Tag {KnownFleet.LoanerTagName}, '{KnownFleet.PilotTagName}'", "tag_name_in"),
        ($"Get-KandjiDevice -TagId {KnownFleet.LoanerTagId}", "tag_id"),
        ($"Get-KandjiTag {KnownFleet.LoanerTagName} | Get-KandjiDevice", "tag_id"),
        ($"Get-KandjiDevice -TagId {KnownFleet.LoanerTagId}, {KnownFleet.PilotTagId}", "tag_id_in"),
        ($"Get-KandjiDevice -User {KnownFleet.AdaId}", "user_id"),
        ($"Get-KandjiUser -Email {KnownFleet.LeaverEmail} | Get-KandjiDevice", "user_id"),
        ($"Get-KandjiDevice -User '{KnownFleet.AdaName}'", "user_name"),
        ($"Get-KandjiDevice -User {KnownFleet.AdaEmail}", "user_email"),
        ($"Get-KandjiDevice -UserEmail {KnownFleet.AdaEmail}", "user_email"),

        ($"Get-KandjiUser -Email {KnownFleet.AdaEmail}", "email"),
        ("Get-KandjiUser -Archived", "archived"),
        ("Get-KandjiUser -Archived:$false", "archived"),
        ("Get-KandjiUser -IntegrationId {integration}", "integration_id"),
        ($"Get-KandjiTag {KnownFleet.PilotTagName.Split(' ')[0]}*", "search"),
        ($"Get-KandjiBlueprint '{KnownFleet.EngineeringName}'", "name"),

        ($"Get-KandjiAdeDevice -Blueprint '{KnownFleet.EngineeringName}'", "blueprint_id"),
        ($"Get-KandjiAdeDevice -User {KnownFleet.AdaId}", "user_id"),
        ("Get-KandjiAdeDevice -DeviceFamily Mac", "device_family"),
        ("Get-KandjiAdeDevice -Model 'iPad*'", "model"),
        ("Get-KandjiAdeDevice -OS iOS", "os"),
        ("Get-KandjiAdeDevice -ProfileStatus Assigned", "profile_status"),
        ($"Get-KandjiAdeDevice -SerialNumber {KnownFleet.NewMacSerial}", "serial_number"),

        ("Get-KandjiThreat (Get-KandjiThreat -First 1).DeviceId", "device_id"),
        ("Get-KandjiThreat -Classification {threatclass}", "classification"),
        ("Get-KandjiThreat -Status {threatstatus}", "statuses"),
        ("Get-KandjiThreat -Status {threatstatus} -First 2", "statuses"),
        ("Get-KandjiThreat -Severity High", "severities"),
        ("Get-KandjiThreat -ManagementState {threatstate}", "management_state"),
        ("Get-KandjiThreat -Tag ((Get-KandjiThreat).Tags.Where({ $_ }))[0]", "tags"),
        ($"Get-KandjiThreat -After {Days}", "detection_date_from"),
        ($"Get-KandjiThreat -Before {Days}", "detection_date_to"),
        ("Get-KandjiThreat -Days 7", "date_range"),
        ("Get-KandjiBehavioralDetection {detected}", "device_id"),
        ("Get-KandjiBehavioralDetection {detected} -Classification {classification}", "classifications"),
        ("Get-KandjiBehavioralDetection {detected} -Status {status}", "statuses"),
        ("Get-KandjiBehavioralDetection {detected} -Severity {severity}", "severities"),
        ("Get-KandjiBehavioralDetection {detected} -ManagementState {state}", "management_state"),
        ("Get-KandjiBehavioralDetection {detected} -After {middle}", "detection_from"),
        ("Get-KandjiBehavioralDetection {detected} -Before (([datetime]{middle}).AddMinutes(1))", "detection_to"),

        ("Get-KandjiVulnerability -Severity Critical", "filter"),
        ("Get-KandjiVulnerability -Status Remediated", "filter"),
        ("Get-KandjiVulnerability 'CVE-2026-900*1'", "filter"),
        ("Get-KandjiVulnerability -Filter @{ severity = 'High' }", "filter"),
        ($"Get-KandjiVulnerabilityDetection {KnownFleet.CriticalCve}", "filter"),
        ("Get-KandjiVulnerabilityDetection -Severity Critical", "filter"),
        ("Get-KandjiVulnerabilityDetection -Blueprint (Get-KandjiVulnerabilityDetection -First 1).BlueprintId", "filter"),
        ("Get-KandjiVulnerabilityDetection -Device (Get-KandjiVulnerabilityDetection -First 1).DeviceId", "filter"),
        ("Get-KandjiVulnerabilityDevice " + KnownFleet.CriticalCve + " -Filter @{ name = @{ like = \"{affected}\" } }", "filter"),

        ($"Get-KandjiPrism DeviceInformation -Device {KnownFleet.MacId}", "filter"),
        ($"Get-KandjiPrism DeviceInformation -Blueprint '{KnownFleet.EngineeringName}'", "blueprint_ids"),
        ("Get-KandjiPrism DeviceInformation -Platform iPad", "device_families"),
        ("Get-KandjiPrism FileVault -Filter @{ Status = $true }", "filter"),
        ($"Get-KandjiPrism DeviceInformation -Filter @{{ SerialNumber = '{KnownFleet.MacSerial}' }}", "filter"),
        ($"Get-KandjiPrism DeviceInformation -Filter @{{ SerialNumber = @{{ not_in = '{KnownFleet.MacSerial}' }} }}", "filter"),

        ("Get-KandjiLibraryItemStatus {item} -Device {itemdevice}", "computer_id"),
        ("Get-KandjiLibraryItemActivity {item} -ActivityType LibraryItemCreated", "activity_type"),
        ("Get-KandjiLibraryItemActivity {item} -User {author}", "user_email"),
        ("Get-KandjiLibraryItemActivity {item} -User {authorid}", "user_id"),
        ($"Get-KandjiAuditEvent -StartDate {Days}", "start_date"),
        ($"Get-KandjiAuditEvent -EndDate {Days}", "end_date"),
    ];

    public static TheoryData<string, string> Table => new(Filters);

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Get_WhenTheServiceIgnoresTheFilter_WritesNothingElse(string command, string query)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 200 });
        command = Filled(command, shell);
        shell.Tenant.Log.Clear();
        string[] asked = Rows(shell.Run(command).Succeeded());
        Assert.NotEmpty(asked);
        Assert.Contains(shell.Tenant.Log.Entries, e => e.Query.Contains(query + "=", StringComparison.Ordinal));

        foreach (string[] ignored in (string[][])[[query], [.. Filters.Select(filter => filter.Query).Distinct()]])
        {
            shell.Tenant.Faults.Clear();
            shell.Tenant.Faults.Add(
                RequestMatch.Where(e => e.Query.Contains(query + "=", StringComparison.Ordinal)), Fault.IgnoreQuery(ignored));

            InvocationResult result = shell.Run(command);

            string[] written = Rows(result);
            Assert.Empty(written.Except(asked));
            if (written.Length == asked.Length)
                continue;
            // Without a status or a device the service refuses.
            if (result.Error.FullyQualifiedErrorId.StartsWith("KandjiBadRequest,", StringComparison.Ordinal))
                continue;
            Assert.Equal("KandjiFilterIgnored", result.Error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("filter was not applied", result.Error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Table_HasEveryFilterThatTheClientKnows()
    {
        string[] known =
        [
            .. OperationCatalog.All.Where(operation => operation.IsRead)
                .SelectMany(operation => operation.Query.Except(NoFilters).Select(name => $"{name} of {operation.Permission}")),
        ];
        string[] missing =
            [.. known.Except(NotUsed).Where(filter => Filters.All(row => row.Query != filter.Split(' ')[0]))];

        Assert.True(known.Length > 40, $"{known.Length} filters");
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Remove_OfDevicesByATagWhoseFilterIsIgnored_RemovesNoOther()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.IgnoreQuery("tag_id", "tag_id_in", "tag_name", "device_id"));

        shell.Run($"Get-KandjiDevice -TagId {KnownFleet.LoanerTagId} | Remove-KandjiDevice -Force").Failed("KandjiFilterIgnored");
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    // All that a row shows, in a text.
    private static string[] Rows(InvocationResult result) =>
        [.. result.Output.Select(row => string.Join("|", row.Properties.Select(p => $"{p.Name}={p.Value}")))];

    private static string Filled(string command, PowerShellSession shell)
    {
        if (!command.Contains('{', StringComparison.Ordinal))
            return command;
        string Of(string script) => Convert.ToString(
            shell.Run(script).Succeeded().Output.First(value => value is not null), System.Globalization.CultureInfo.InvariantCulture)!;
        foreach ((string name, Func<string> value) in ((string, Func<string>)[])
        [
            ("{mac}", () => shell.Tenant.State.Devices.First(d => d.Id == KnownFleet.MacId).MacAddress!),
            ("{integration}", () => Of("(Get-KandjiUser)[0].Integration.Uuid")),
            ("{detected}", () => Of("@(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].DeviceId")),
            ("{classification}", () => Of("@(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].Classification")),
            ("{status}", () => Of("@(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].ThreatStatus")),
            ("{severity}", () => Of("@(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].Severity")),
            ("{state}", () => Of("@(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].ManagementState")),
            ("{middle}", () =>
                "'" + Of("'{0:o}' -f @(Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection)[0].DetectionDate") + "'"),
            ("{threatclass}", () => Of("@(Get-KandjiThreat)[0].Classification")),
            ("{threatstatus}", () => Of("@(Get-KandjiThreat)[0].Status")),
            ("{threatstate}", () => Of("@(Get-KandjiThreat)[0].ManagementState")),
            ("{affected}", () => Of($"@(Get-KandjiVulnerabilityDevice {KnownFleet.CriticalCve})[0].Name")),
            ("{item}", () => KnownFleet.ScriptId),
            ("{itemdevice}", () => Of($"@(Get-KandjiLibraryItemStatus {KnownFleet.ScriptId})[0].DeviceId")),
            ("{author}", () => Of($"@(Get-KandjiLibraryItemActivity {KnownFleet.ScriptId})[0].UserEmail")),
            ("{authorid}", () => Of($"@(Get-KandjiLibraryItemActivity {KnownFleet.ScriptId})[0].UserId")),
        ])
        {
            if (command.Contains(name, StringComparison.Ordinal))
                command = command.Replace(name, value(), StringComparison.Ordinal);
        }
        return command;
    }
}
