using System.Globalization;
using System.Reflection;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// Every cmdlet that lists against everything that has been seen to go wrong with a list: what comes out is the complete list, or
/// there is an error that says that it is not, and no row comes twice. <c>KANDJI_TESTS=full</c> takes ten times as many rows.
/// </summary>
public sealed class ListFaultTableTests(ITestOutputHelper output)
{
    private const string Device = KnownFleet.MacId;
    private const string DevicePath = "/api/v1/devices/" + Device;
    private const string Vulnerabilities = "/api/v1/vulnerability-management";

    private static readonly int Scale = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 1;

    private static readonly List<ListCase> Cases =
    [
        new("Get-KandjiDevice", "/api/v1/devices", ListStyle.Array, "device_id", "DeviceId"),
        new("Get-KandjiFleetSummary Blueprint", "/api/v1/devices", ListStyle.Array, "device_id", null),
        new("Get-KandjiComplianceReport", "/api/v1/devices", ListStyle.Array, "device_id", "DeviceId"),
        new("Get-KandjiBlueprint", "/api/v1/blueprints", ListStyle.Offset, "id", "Id"),
        new("Get-KandjiBlueprintTemplate", "/api/v1/blueprints/templates/", ListStyle.Offset, "id", "Id", KeyIsNumber: true),
        new("Get-KandjiBlueprintRoutingActivity", "/api/v1/blueprint-routing/activity", ListStyle.Offset, "id", "Id", KeyIsNumber: true),
        new($"Get-KandjiBlueprintLibraryItem {KnownFleet.SalesId}", $"/api/v1/blueprints/{KnownFleet.SalesId}/list-library-items",
            ListStyle.Number, "id", "Id"),
        new($"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId}", $"/api/v1/library/library-items/{KnownFleet.ScriptId}/activity",
            ListStyle.Offset, "id", "Id", KeyIsNumber: true),
        new($"Get-KandjiLibraryItemStatus {KnownFleet.ScriptId}", $"/api/v1/library/library-items/{KnownFleet.ScriptId}/status",
            ListStyle.Offset, "id", "Id", KeyIsNumber: true),
        new("Get-KandjiThreat", "/api/v2/threat/threat-details", ListStyle.Offset, "id", "Id"),
        new($"Get-KandjiBehavioralDetection {Device}", "/api/v2/threat/behavioral-detections/events", ListStyle.Offset, "id", "Id"),
        new($"Get-KandjiDeviceActivity {Device}", DevicePath + "/activity", ListStyle.Nested, "id", "Id", Under: "activity",
            KeyIsNumber: true),
        new($"Get-KandjiDeviceCommand {Device}", DevicePath + "/commands", ListStyle.Nested, "uuid", "Uuid", Under: "commands"),
        new("Get-KandjiTag", "/api/v1/tags", ListStyle.Number, "id", "Id"),
        new("Get-KandjiCustomApp", "/api/v1/library/custom-apps", ListStyle.Number, "id", "Id"),
        new("Get-KandjiCustomProfile", "/api/v1/library/custom-profiles", ListStyle.Number, "id", "Id"),
        new("Get-KandjiCustomScript", "/api/v1/library/custom-scripts", ListStyle.Number, "id", "Id"),
        new("Get-KandjiInHouseApp", "/api/v1/library/ipa-apps", ListStyle.Number, "id", "Id"),
        new("Get-KandjiAdeIntegration", "/api/v1/integrations/apple/ade", ListStyle.Number, "id", "Id"),
        new("Get-KandjiAdeDevice", "/api/v1/integrations/apple/ade/devices", ListStyle.Number, "id", "Id"),
        new("Get-KandjiUser", "/api/v1/users", ListStyle.Cursor, "id", "Id"),
        new("Get-KandjiAdmin", "/api/v1/admins", ListStyle.Cursor, "id", "Id"),
        new("Get-KandjiAuditEvent", "/api/v1/audit/events", ListStyle.Cursor, "id", "Id"),
        new("Get-KandjiVulnerability", Vulnerabilities + "/vulnerabilities", ListStyle.Total, "cve_id", "CveId"),
        new("Get-KandjiVulnerabilityDevice CVE-2026-12345", Vulnerabilities + "/vulnerabilities/CVE-2026-12345/devices", ListStyle.Total,
            "device_id", "DeviceId"),
        new("Get-KandjiVulnerabilitySoftware CVE-2026-12345", Vulnerabilities + "/vulnerabilities/CVE-2026-12345/software", ListStyle.Total,
            "bundle_id", "BundleId"),
        new("Get-KandjiVulnerabilityDetection", Vulnerabilities + "/detections", ListStyle.Cursor, "device_id",
            "DeviceId") { HasKey = false },
        .. Enumerable.Range((int)ListStyle.PrismCursor, 5).SelectMany(style => new ListCase[]
        {
            new("Get-KandjiPrism FileVault", "/api/v1/prism/filevault", (ListStyle)style, "device_id", "DeviceId"),
            new("Get-KandjiPrism Apps", "/api/v1/prism/apps", (ListStyle)style, "bundle_id", "BundleId") { HasKey = false },
        }),
        new($"Get-KandjiDeviceNote {Device}", DevicePath + "/notes", ListStyle.Whole, "note_id", "NoteId"),
        new("Get-KandjiSelfServiceCategory", "/api/v1/self-service/categories", ListStyle.Whole, "id", "Id"),
        new($"Get-KandjiDeviceApp {Device}", DevicePath + "/apps", ListStyle.WholeUnderKey, "app_id", "AppId", Under: "apps",
            KeyIsNumber: true),
        new($"Get-KandjiDeviceLibraryItem {Device}", DevicePath + "/library-items", ListStyle.WholeUnderKey, "item_id", "ItemId",
            Under: "library_items"),
        new($"Get-KandjiDeviceParameter {Device}", DevicePath + "/parameters", ListStyle.WholeUnderKey, "item_id", "ItemId",
            Under: "parameters"),
    ];

    // Each list of the table is one that Invoke-KandjiApi reads, too, by the looks of its pages alone.
    private static readonly ListCase[] All =
    [
        .. Cases,
        .. Cases.Where(c => c.Key is not null && c.Style is not (ListStyle.Whole or ListStyle.WholeUnderKey))
            .GroupBy(c => (c.Path, c.Style)).Select(g => g.First())
            .Select(c => c with { Command = $"Invoke-KandjiApi {c.Path}", Key = c.Field, IsRaw = true }),
    ];

    /// <summary>All command lines that list something.</summary>
    internal static IEnumerable<string> Commands => All.Select(c => c.Command);

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    [Fact]
    public void Table_HasEveryCmdletThatLists()
    {
        var inTable = All.Select(c => c.Command.Split(' ')[0]).ToHashSet();
        ApiOperation[] whole =
            [DeviceOperations.GetNotes, DeviceOperations.GetApps, DeviceOperations.GetLibraryItems, DeviceOperations.GetParameters,
                LibraryOperations.ListSelfServiceCategories];
        bool IsList(ApiOperation operation) =>
            whole.Contains(operation) || operation.Query.Intersect(["limit", "offset", "page", "cursor", "after"]).Any();
        string[] lists =
        [
            .. CmdletOperations.AllCmdlets()
                .Where(
                    cmdlet => cmdlet.Type.GetCustomAttribute<CmdletAttribute>()!.VerbName == VerbsCommon.Get
                        || cmdlet.Name == "Invoke-KandjiApi")
                .Where(cmdlet => cmdlet.Name == "Invoke-KandjiApi"
                    || CmdletOperations.For(cmdlet.Type)
                    .Any(
                        o => (o.Parameter is null || o.Parameter == "Category") && o.When?.Contains("given by") != true
                            && IsList(o.Operation)))
                .Select(cmdlet => cmdlet.Name),
        ];

        output.WriteLine($"{lists.Length} cmdlets list: {string.Join(", ", lists)}");
        Assert.Empty(lists.Except(inTable));
        Assert.True(lists.Length >= 33, $"{lists.Length} cmdlets");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task List_WithEveryFault_IsCompleteOrAnError(string name)
    {
        ListCase listed = All.Single(c => c.Name == name);
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 12 });
        int count = (73 * Scale) + (Scale - 1), complete = 0, errors = 0;
        var wrong = new List<string>();
        foreach ((ListFault fault, bool always) in Faults(listed))
        {
            var list = new FaultyList(listed.Style, listed.Under, listed.Field, listed.KeyIsNumber, fault, always, count, 30 * Scale);
            shell.Tenant.Faults.Clear();
            shell.Tenant.Faults.Add(
                DevicePath.Replace(Device, "*", StringComparison.Ordinal) + "/status",
                Fault.Status(200, """{"library_items":[],"parameters":[]}"""));
            shell.Tenant.Faults.Add(RequestMatch.Where(e => e.Path == listed.Path), Fault.Replace(list.Respond));

            InvocationResult result = shell.Run(listed.Command);

            ErrorRecord? error = result.Terminating ?? (result.Errors.Count > 0 ? result.Errors[0] : null);
            string[] rows = listed.GetRows(result);
            string[] expected = [.. list.Stayed];
            int missing = listed.Key is null ? Math.Max(0, expected.Length - Sum(result)) : expected.Except(rows).Count();
            int twice = rows.Length - rows.Distinct().Count();
            bool isTold = error?.FullyQualifiedErrorId.StartsWith("KandjiIncompleteList,", StringComparison.Ordinal) == true
                || error?.FullyQualifiedErrorId.StartsWith("KandjiInvalidResponse,", StringComparison.Ordinal) == true;
            if (error is null && missing == 0)
                complete++;
            else if (isTold)
                errors++;
            string what = $"{fault}{(always ? " always" : "")}";
            if (twice > 0 || (error is null ? missing > 0 : !isTold) || (fault == ListFault.None && error is not null) || !list.HasHappened)
                wrong.Add(
                    $"{what}: {rows.Length} rows, {missing} missing, {twice} twice, {list.Requests} requests, happened: "
                        + $"{list.HasHappened}, {error?.FullyQualifiedErrorId} {error?.Exception.Message}");
        }
        output.WriteLine($"{name}: {complete} complete, {errors} errors, {wrong.Count} wrong, of {count} rows each");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static int Sum(InvocationResult result) =>
        result.Output.Sum(row => Convert.ToInt32(row.Properties["Count"]?.Value, CultureInfo.InvariantCulture));

    // The faults that a style can have, and that leave a trace: a list that has neither a count nor an overlap, and whose pages say that
    // they are the last, cannot be told from one that is as short.
    private static IEnumerable<(ListFault Fault, bool Always)> Faults(ListCase listed)
    {
        ListStyle style = listed.Style;
        bool isWhole = style is ListStyle.Whole or ListStyle.WholeUnderKey;
        bool isCursor = style is ListStyle.Cursor or ListStyle.PrismCursor or ListStyle.PrismCursorAlone;
        bool counts = style is not (ListStyle.Array or ListStyle.Cursor or ListStyle.PrismCursorAlone or ListStyle.PrismUntold) && !isWhole;
        bool names = isCursor || style is ListStyle.Offset or ListStyle.Nested or ListStyle.Number;
        foreach (ListFault fault in Enum.GetValues<ListFault>())
        {
            string name = fault.ToString();
            bool applies = fault switch
            {
                ListFault.None => true,
                ListFault.MiddleItemsAreNull => style is not ListStyle.Array && !isWhole,
                _ when name.StartsWith("First", StringComparison.Ordinal) => true,
                _ when isWhole => false,
                ListFault.LastIsEmpty => counts || style is ListStyle.Array or ListStyle.PrismUntold,
                _ when name.StartsWith("Count", StringComparison.Ordinal) => counts,
                _ when name.StartsWith("Next", StringComparison.Ordinal) => names,
                ListFault.RowIsAdded =>
                    isCursor || style == ListStyle.PrismUntold
                    || (listed.HasKey && !(listed.IsRaw && listed.Field is not ("id" or "uuid"))),
                _ => true,
            };
            if (!applies)
                continue;
            yield return (fault, true);
            if (fault is >= ListFault.FirstIsNothing and <= ListFault.LastIsGone)
                yield return (fault, false);
        }
    }

    /// <summary>A command that lists, and what it lists.</summary>
    /// <param name="Command">The command.</param>
    /// <param name="Path">The path that it reads.</param>
    /// <param name="Style">How that pages.</param>
    /// <param name="Field">The field that is different in every row.</param>
    /// <param name="Key">The property that shows it; null when the command counts rows.</param>
    /// <param name="Under">The key that holds the list, one level down.</param>
    /// <param name="KeyIsNumber">Indicates whether it is a number.</param>
    private sealed record ListCase(
        string Command, string Path, ListStyle Style, string Field, string? Key, string? Under = null, bool KeyIsNumber = false)
    {
        public bool HasKey { get; init; } = true;

        public bool IsRaw { get; init; }

        public string Name => $"{Command} ({Style})";

        public string[] GetRows(InvocationResult result) => Key is null ? [] : [.. result.Output.Select(row =>
            Convert.ToString(row.Properties[Key]?.Value
                ?? throw new InvalidOperationException($"{Command}: no {Key} in {row}"), CultureInfo.InvariantCulture)!)];
    }
}
