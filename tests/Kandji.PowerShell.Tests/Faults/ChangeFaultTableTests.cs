using System.Net;
using System.Reflection;
using Kandji.Client;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// Every way to change something by every fault after which the outcome is unknown: the change is sent once, and the error says so. The
/// table of ways is checked against the module: a cmdlet or an action that is not in it is a failure.
/// </summary>
public sealed class ChangeFaultTableTests(ITestOutputHelper output)
{
    private const string Processing = """{"detail":"The upload is still being processed."}""";

    // They ask about a file on this machine.
    private static readonly string[] WriteFilesOnly =
    [
        "Save-KandjiAdePublicKey", "Save-KandjiEnrollmentProfile", "Register-KandjiTenant", "Unregister-KandjiTenant",
        "Complete-KandjiAuditCursor", "Complete-KandjiInventory", "Export-KandjiConfiguration", "New-KandjiConfiguration",
        "Approve-KandjiPlan", "Export-KandjiPlan", "Export-KandjiReport", "New-KandjiPolicy",
    ];

    // Their faults are those of the tests of plans, with the journal that they keep.
    private static readonly string[] KeepAJournal = ["Invoke-KandjiPlan", "Undo-KandjiPlan"];

    // The change that is sent, and how it is typed. Where a command sends several changes, the one that is meant.
    private static readonly (string Match, string Command)[] Ways =
    [
        .. Actions(KnownFleet.MacId, "BlankPush", "DailyCheckIn", "UpdateInventory", "RenewMdmProfile", "ReinstallAgent", "Restart",
            "Restart -NotifyUser",
            "Shutdown", "Lock", "Lock -Message 'Call IT'", "Erase", "Erase -Pin 123456", "SetName -NewName 'Front Desk 2'",
            "UnlockAccount -UserName ada",
            "DeleteUser -UserName ada -ForceDeletion", "DeleteUser -AllUsers", "RemoteDesktop -Enabled $true"),
        .. Actions(KnownFleet.PhoneId, "Lock", "Erase -PreserveDataPlan", "ClearPasscode",
            "RefreshEsim -ServerUrl https://esim.example.com",
            "PersonalHotspot -Enabled $false", "DataRoaming -Enabled $false", "EnableLostMode -Message Lost"),
        .. Actions(KnownFleet.LostPadId, "DisableLostMode", "PlayLostModeSound", "UpdateLocation"),
        ("DELETE /**", $"Invoke-KandjiDeviceAction {KnownFleet.LostPadId} CancelLostMode -Force"),
        .. Actions(KnownFleet.WindowsId, "Erase -EraseMode WIPE_CLOUD"),
        .. Actions(KnownFleet.AndroidId, "Erase -EraseFlag WIPE_ESIMS", "ResetWorkProfilePasscode -NewPassword 'correct-horse'"),
        ("POST /**", $"Get-KandjiDevice {KnownFleet.MacId} | Invoke-KandjiDeviceAction -Action Restart -ThrottleLimit 4"),

        ("POST /**", $"Restart-KandjiDevice {KnownFleet.MacId} -NotifyUser"),
        ("POST /**", $"Lock-KandjiDevice {KnownFleet.MacId} -Message Lost -Force"),
        ("POST /**", $"Rename-KandjiDevice {KnownFleet.MacId} 'Front Desk 2'"),
        ("PATCH /**", $"Move-KandjiDevice {KnownFleet.MacId} '{KnownFleet.SalesName}'"),

        ("PATCH /**", $"Set-KandjiDevice {KnownFleet.MacId} -AssetTag a"),
        ("PATCH /**", $"Set-KandjiDevice {KnownFleet.MacId} -Blueprint {KnownFleet.SalesName} -User {KnownFleet.AdaEmail}"),
        ("PATCH /**", $"Set-KandjiDevice {KnownFleet.MacId} -ClearUser -ClearAssetTag -ClearTag"),
        ("PATCH /**", $"Set-KandjiDevice {KnownFleet.MacId} -RemoveTag '{KnownFleet.PilotTagName}'"),
        ("DELETE /**", $"Remove-KandjiDevice {KnownFleet.MacId} -Force"),
        ("POST /**", $"New-KandjiDeviceNote {KnownFleet.MacId} text"),
        ("PATCH /**", $"@(Get-KandjiDeviceNote {KnownFleet.MacId})[0] | Set-KandjiDeviceNote -Content text"),
        ("DELETE /**", $"@(Get-KandjiDeviceNote {KnownFleet.MacId})[0] | Remove-KandjiDeviceNote -Force"),

        ("DELETE /**", $"Remove-KandjiUser {KnownFleet.IdleId} -Force"),
        ("PATCH /**", $"Remove-KandjiUser {KnownFleet.AdaId} -UnassignDevices -Force"),
        ("POST /**", "New-KandjiTag fresh"),
        ("PATCH /**", $"Rename-KandjiTag {KnownFleet.PilotTagId} pilots"),
        ("DELETE /**", $"Remove-KandjiTag {KnownFleet.PilotTagId} -Force"),

        ("POST /**", "New-KandjiBlueprint X"),
        ("PATCH /**", $"Set-KandjiBlueprint {KnownFleet.SalesName} -Description x"),
        ("DELETE /**", $"Remove-KandjiBlueprint {KnownFleet.SalesName} -Force"),
        ("POST /**", $"Add-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringContractorsName}' {KnownFleet.ScriptId}"),
        ("POST /**", $"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.StoreAppName}' -Confirm:$false"),
        ("PATCH /**", "Set-KandjiBlueprintRouting -EnrollmentCodeActive $false"),

        ("POST /**/upload", "New-KandjiCustomApp -Path $pkg"),
        ("POST /api/v1/library/custom-apps", "New-KandjiCustomApp -Path $pkg"),
        ("PATCH /**", $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -Name Renamed"),
        ("PATCH /**", $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -Path $pkg"),
        ("DELETE /**", $"Remove-KandjiCustomApp {KnownFleet.CustomAppId} -Force"),
        ("POST /**/upload", "New-KandjiInHouseApp -Path $ipa"),
        ("POST /api/v1/library/ipa-apps", "New-KandjiInHouseApp -Path $ipa"),
        ("PATCH /**", $"Set-KandjiInHouseApp {KnownFleet.InHouseAppId} -Name Renamed"),
        ("PATCH /**", $"Set-KandjiInHouseApp {KnownFleet.InHouseAppId} -Path $ipa"),
        ("DELETE /**", $"Remove-KandjiInHouseApp {KnownFleet.InHouseAppId} -Force"),
        ("POST /**", "New-KandjiCustomScript Hello -Script 'echo hi'"),
        ("PATCH /**", $"Set-KandjiCustomScript {KnownFleet.ScriptId} -Name Renamed"),
        ("DELETE /**", $"Remove-KandjiCustomScript {KnownFleet.ScriptId} -Force"),
        ("POST /**", "New-KandjiCustomProfile A -Content '<plist version=\"1.0\"><dict/></plist>' -RunsOn mac"),
        ("PATCH /**", $"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -Name Renamed"),
        ("DELETE /**", $"Remove-KandjiCustomProfile {KnownFleet.WifiProfileId} -Force"),

        ("POST /**", "New-KandjiAdeIntegration $token_file -UseBlueprintRouting -Email it@example.com -Phone 1"),
        ("PATCH /**", $"Set-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Phone 1"),
        ("POST /**", $"Update-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} $token_file"),
        ("DELETE /**", $"Remove-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Force"),
        ("PATCH /**", $"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -AssetTag a"),

        ("POST /**", "Import-KandjiConfiguration (& $repository) -Kind Script"),
        ("POST /**", "Sync-KandjiConfiguration (& $repository) -Kind Script"),

        ("POST /**", "Export-KandjiPrism Apps -Path $csv"),
        ("POST /**", "Invoke-KandjiApi /api/v1/tags -Method POST -Body @{ name = 'x' }"),
        ("POST /**", $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId}/action/restart -Method POST -Force"),
        ("PATCH /**", $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId} -Method PATCH -Body @{{ asset_tag = 'a' }}"),
        ("DELETE /**", $"Invoke-KandjiApi /api/v1/tags/{KnownFleet.PilotTagId} -Method DELETE -Force"),
    ];

    private static readonly Dictionary<string, (Func<Fault> Make, string Error, int Sent)> Faults = new()
    {
        ["503, a load balancer's page"] = (() => Fault.HtmlPage(503), "KandjiOutcomeUnknown", 1),
        ["503, empty"] = (() => Fault.Status(503), "KandjiOutcomeUnknown", 1),
        ["503, JSON about something else"] = (() => Fault.Status(503, """{"detail":"Service unavailable."}"""), "KandjiOutcomeUnknown", 1),
        ["503, still processing, as text"] =
            (() => Fault.Status(503, "The upload is still being processed.", "text/plain"), "KandjiOutcomeUnknown", 1),
        ["503, still processing, as a page"] =
            (() => Fault.Status(503, "<p>upload processing</p>", "text/html"), "KandjiOutcomeUnknown", 1),
        ["503, still processing"] = (() => Fault.Status(503, Processing), "KandjiOutcomeUnknown", 1),
        ["500"] = (() => Fault.Status(500, """{"error":"upload process"}"""), "KandjiOutcomeUnknown", 1),
        ["502"] = (() => Fault.HtmlPage(502), "KandjiOutcomeUnknown", 1),
        ["504"] = (() => Fault.Status(504), "KandjiOutcomeUnknown", 1),
        ["599"] = (() => Fault.Status(599), "KandjiOutcomeUnknown", 1),
        ["408"] = (() => Fault.Status(408), "KandjiOutcomeUnknown", 1),
        ["101 at the end"] = (() => Fault.Status(101), "KandjiOutcomeUnknown", 1),
        ["100 at the end"] = (() => Fault.Status(100), "KandjiOutcomeUnknown", 1),
        ["a page as success"] = (() => Fault.HtmlPage(200), "KandjiOutcomeUnknown", 1),
        ["302"] = (() => Fault.Redirect("/sign-in"), "KandjiOutcomeUnknown", 1),
        ["connection cut"] = (Fault.ResetBeforeResponse, "KandjiOutcomeUnknown", 1),
        ["no answer in time"] = (Fault.Hang, "KandjiOutcomeUnknown", 1),
        // The gateway's own, after which nothing was done.
        ["503, Retry-After"] = (() => Fault.Status(503, retryAfter: "1"), "KandjiServerError", 5),
        ["429, Retry-After of a day"] = (() => Fault.Status(429, retryAfter: "86400"), "KandjiRateLimited", 1),
    };

    /// <summary>
    /// Sets the variable $repository: a script that makes a new configuration repository, whose one script a tenant does not have.
    /// </summary>
    /// <param name="folder">The folder to make them in.</param>
    internal static string DefineRepository(string folder) =>
        "$global:repository = { $p = '" + folder + "/' + [guid]::NewGuid(); $null = [IO.Directory]::CreateDirectory(\"$p/scripts/hello\"); "
        + "[IO.File]::WriteAllText(\"$p/.iructl\", ''); "
        + "[IO.File]::WriteAllText(\"$p/scripts/hello/info.json\", '{\"name\": \"Hello\"}'); "
        + "[IO.File]::WriteAllText(\"$p/scripts/hello/audit.zsh\", \"#!/bin/zsh`nexit 0`n\"); $p }; ";

    /// <summary>All command lines that change something.</summary>
    internal static IEnumerable<string> Commands => Ways.Select(way => way.Command);

    public static TheoryData<int, string> Table => new(Ways.Select((way, at) => new TheoryDataRow<int, string>(at, way.Command)));

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Change_UnderEveryFault_IsSentOnce(int at, string command)
    {
        string match = Ways[at].Match;
        bool uploads = match != "POST /**/upload"
            && (command.Contains("$pkg", StringComparison.Ordinal) || command.Contains("$ipa", StringComparison.Ordinal));
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = KnownFleet.DeviceCount });
        using var folder = new TemporaryFolder();
        var session = new KandjiSession(new KandjiClientOptions
        {
            BaseAddress = shell.Tenant.BaseAddress,
            Token = new NetworkCredential("", shell.Tenant.Token).SecurePassword,
            Clock = new HangTimeProvider(() => shell.Tenant.Faults.Hangs),
        });
        shell.Run(DefineRepository(folder.Path)
            + "$global:PSDefaultParameterValues = @{ '*-Kandji*:Session' = $input.Where({ $true })[0] }; " +
            $"$pkg = '{folder.Write("a.pkg", new byte[1000])}'; $ipa = '{folder.Write("a.ipa", new byte[1000])}'; " +
            $"$token_file = '{folder.Write("t.p7m", "MIIB")}'; $csv = '{Path.Combine(folder.Path, "x.csv")}'", session).Succeeded();
        int requests = 0;
        foreach ((string fault, (Func<Fault> make, string error, int sent)) in Faults)
        {
            bool isBelieved = uploads && fault == "503, still processing";
            shell.Tenant.Log.Clear();
            using (shell.Tenant.Faults.Add(match, make()))
            {
                InvocationResult result = shell.Run(command);

                List<RequestEntry> changes =
                    [.. shell.Tenant.Log.Entries.Where(e => e.Method != "GET" && ((RequestMatch)match).Matches(e))];
                ErrorRecord? record = result.Terminating ?? result.Errors.SingleOrDefault();
                string told = $"{fault}: {changes.Count} sent, {record?.FullyQualifiedErrorId} {record?.Exception.Message}";
                Assert.True(record is not null, told);
                Assert.True(
                    record.FullyQualifiedErrorId.StartsWith((isBelieved ? "KandjiServerError" : error) + ",", StringComparison.Ordinal),
                    told);
                Assert.True(isBelieved ? changes.Count > 100 : changes.Count == sent, told);
                Assert.True(isBelieved
                    || !record.Exception.Message.Contains("an upload is still", StringComparison.OrdinalIgnoreCase), told);
                requests += changes.Count;
            }
        }
        output.WriteLine($"{Faults.Count} faults, {requests} requests, no change sent twice after an unknown outcome: {command}");
    }

    [Fact]
    public void Table_HasEveryCmdletThatChangesSomething()
    {
        string[] cmdlets = [.. typeof(KandjiSession).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .Where(cmdlet => cmdlet is { SupportsShouldProcess: true })
            .Select(cmdlet => cmdlet!.VerbName + "-" + cmdlet.NounName)
            .Except(WriteFilesOnly).Except(KeepAJournal)];

        Assert.NotEmpty(cmdlets);
        Assert.All(cmdlets, name => Assert.Contains(Ways, way => way.Command.Contains(name + " ", StringComparison.Ordinal)));
        output.WriteLine(
            $"{cmdlets.Length} cmdlets, {Ways.Length} ways to change something, {Faults.Count} faults: {Ways.Length * Faults.Count} cases");
    }

    [Fact]
    public void Table_HasEveryAction() =>
        Assert.All(Enum.GetNames<DeviceAction>(),
            action => Assert.Contains(Ways, way => $" {way.Command} ".Contains($" {action} ", StringComparison.Ordinal)));

    private static IEnumerable<(string Match, string Command)> Actions(string device, params string[] actions) =>
        actions.Select(action => ("POST /**", $"Invoke-KandjiDeviceAction {device} {action} -Force"));

    /// <summary>
    /// A clock on which nobody waits, except that an attempt's time is over once the simulator has left a request without an answer.
    /// </summary>
    private sealed class HangTimeProvider(Func<int> hangs) : TimeProvider
    {
        private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(100);

        private readonly AutoAdvanceTimeProvider _skipping = new();

        public override long TimestampFrequency => _skipping.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _skipping.GetUtcNow();

        public override long GetTimestamp() => _skipping.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != AttemptTimeout)
                return _skipping.CreateTimer(callback, state, dueTime, period);
            int before = hangs();
            TimeSpan look = TimeSpan.FromMilliseconds(20);
            return System.CreateTimer(s => { if (hangs() > before) callback(s); }, state, look, look);
        }
    }
}
