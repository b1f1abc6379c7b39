using System.Reflection;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tests.Faults;

namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>Commands that are stopped while changes are under way: what was sent is told, whichever command sent it.</summary>
public sealed class StoppedChangeTests : IDisposable
{
    // Each takes what it needs from variables that are filled before, so that the only slow request is the change.
    private static readonly Dictionary<string, (string Script, string Target)> Changes = new()
    {
        ["Invoke-KandjiDeviceAction"] = ($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart", KnownFleet.MacSerial),
        ["Restart-KandjiDevice"] = ($"Restart-KandjiDevice {KnownFleet.MacSerial}", KnownFleet.MacSerial),
        ["Lock-KandjiDevice"] = ($"Lock-KandjiDevice {KnownFleet.MacSerial} -Force", KnownFleet.MacSerial),
        ["Rename-KandjiDevice"] = ($"Rename-KandjiDevice {KnownFleet.MacSerial} 'Front Desk 2'", KnownFleet.MacSerial),
        ["Move-KandjiDevice"] = ($"Move-KandjiDevice {KnownFleet.MacSerial} '{KnownFleet.SalesName}'", KnownFleet.MacSerial),
        ["Set-KandjiDevice"] = ($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag NW-7", KnownFleet.MacSerial),
        ["Remove-KandjiDevice"] = ($"Remove-KandjiDevice {KnownFleet.MacSerial} -Force", KnownFleet.MacSerial),
        ["New-KandjiDeviceNote"] = ($"New-KandjiDeviceNote {KnownFleet.MacSerial} 'On loan'", KnownFleet.MacSerial),
        ["Set-KandjiDeviceNote"] = ($"$note | Set-KandjiDeviceNote -Content 'Back'", KnownFleet.MacSerial),
        ["Remove-KandjiDeviceNote"] = ($"$note | Remove-KandjiDeviceNote -Force", KnownFleet.MacSerial),
        ["Remove-KandjiUser"] = ($"Remove-KandjiUser {KnownFleet.LeaverEmail} -UnassignDevices -Force", KnownFleet.LeaverMacSerial),
        ["New-KandjiTag"] = ("New-KandjiTag 'lease-2031'", "lease-2031"),
        ["Rename-KandjiTag"] = ($"Rename-KandjiTag '{KnownFleet.LoanerTagName}' 'lent'", KnownFleet.LoanerTagName),
        ["Remove-KandjiTag"] = ($"Remove-KandjiTag '{KnownFleet.LoanerTagName}' -Force", KnownFleet.LoanerTagName),
        ["New-KandjiBlueprint"] = ("New-KandjiBlueprint 'Lab'", "Lab"),
        ["Set-KandjiBlueprint"] = ($"Set-KandjiBlueprint '{KnownFleet.SalesName}' -Description 'New'", KnownFleet.SalesName),
        ["Remove-KandjiBlueprint"] = ($"Remove-KandjiBlueprint '{KnownFleet.SalesName}' -Force", KnownFleet.SalesName),
        ["Set-KandjiBlueprintRouting"] = ("Set-KandjiBlueprintRouting -EnrollmentCodeActive $false", "routing"),
        ["Add-KandjiBlueprintLibraryItem"] = ($"Add-KandjiBlueprintLibraryItem '{KnownFleet.SalesName}' {KnownFleet.FirstTwiceScriptId}",
            KnownFleet.SalesName),
        ["Remove-KandjiBlueprintLibraryItem"] = ($"Remove-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringName}' {KnownFleet.ScriptId}",
            KnownFleet.EngineeringName),
        ["New-KandjiCustomScript"] = ("New-KandjiCustomScript 'Hello' -Script 'echo 1'", "Hello"),
        ["Set-KandjiCustomScript"] = ($"Set-KandjiCustomScript '{KnownFleet.ScriptName}' -Name 'Other'", KnownFleet.ScriptName),
        ["Remove-KandjiCustomScript"] = ($"Remove-KandjiCustomScript '{KnownFleet.ScriptName}' -Force", KnownFleet.ScriptName),
        ["New-KandjiCustomProfile"] = ("New-KandjiCustomProfile 'Hello' -Content '<plist><dict><key>PayloadType</key></dict></plist>'",
            "Hello"),
        ["Set-KandjiCustomProfile"] = ($"Set-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Name 'Other'", KnownFleet.WifiProfileName),
        ["Remove-KandjiCustomProfile"] = ($"Remove-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Force", KnownFleet.WifiProfileName),
        ["New-KandjiCustomApp"] = ("New-KandjiCustomApp 'Hello' {0}", "Hello"),
        ["Set-KandjiCustomApp"] = ($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Name 'Other'", KnownFleet.CustomAppName),
        ["Remove-KandjiCustomApp"] = ($"Remove-KandjiCustomApp '{KnownFleet.CustomAppName}' -Force", KnownFleet.CustomAppName),
        ["New-KandjiInHouseApp"] = ("New-KandjiInHouseApp 'Hello' {0}", "Hello"),
        ["Set-KandjiInHouseApp"] = ($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Name 'Other'", KnownFleet.InHouseAppName),
        ["Remove-KandjiInHouseApp"] = ($"Remove-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Force", KnownFleet.InHouseAppName),
        ["New-KandjiAdeIntegration"] = ("New-KandjiAdeIntegration {0} -UseBlueprintRouting -Email it@example.com -Phone 1", "integration"),
        ["Set-KandjiAdeIntegration"] = ($"Set-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' -Phone 1",
            KnownFleet.AdeIntegrationName),
        ["Update-KandjiAdeIntegration"] = ($"Update-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' {{0}}",
            KnownFleet.AdeIntegrationName),
        ["Remove-KandjiAdeIntegration"] = ($"Remove-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' -Force",
            KnownFleet.AdeIntegrationName),
        ["Set-KandjiAdeDevice"] = ($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -AssetTag NW-8", KnownFleet.NewMacSerial),
        ["Import-KandjiConfiguration"] = ("Import-KandjiConfiguration (& $repository) -Kind Script", "Hello"),
        ["Sync-KandjiConfiguration"] = ("Sync-KandjiConfiguration (& $repository) -Kind Script", "Hello"),
        ["Invoke-KandjiApi"] = ("Invoke-KandjiApi /api/v1/tags POST -Body @{{ name = 'raw' }}", "/api/v1/tags"),
    };

    // These write a file on this machine; the export that one of them asks for is gone when nobody fetches it.
    private static readonly string[] ChangeNothingOfTheTenant =
    [
        "Approve-KandjiPlan", "Complete-KandjiAuditCursor", "Complete-KandjiInventory", "Export-KandjiConfiguration", "Export-KandjiPlan",
        "Export-KandjiPrism", "Export-KandjiReport", "New-KandjiConfiguration", "New-KandjiPolicy", "Register-KandjiTenant",
        "Save-KandjiAdePublicKey", "Save-KandjiEnrollmentProfile", "Unregister-KandjiTenant",
    ];

    // What became of their changes is in the journal, whatever ends them.
    private static readonly string[] KeepAJournal = ["Invoke-KandjiPlan", "Undo-KandjiPlan"];

    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _answers = new();
    private int _arrived;

    public static TheoryData<string> Commands => [.. Changes.Keys];

    public void Dispose()
    {
        _answers.Set();
        _folder.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public void Every_CommandThatChangesSomething_IsInTheTable()
    {
        IEnumerable<string> changing = CmdletOperations.AllCmdlets()
            .Where(cmdlet => cmdlet.Type.GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: true })
            .Select(cmdlet => cmdlet.Name);

        Assert.Equal(
            changing.Except(ChangeNothingOfTheTenant).Except(KeepAJournal).Order(StringComparer.Ordinal),
            Changes.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Change_ThatIsAnsweredAfterTheStop_IsToldAndKept(string command)
    {
        await using PowerShellSession shell = await StartAsync(command);
        WaitForAnswers(shell);
        await StopAsync(shell, Script(command), sent: 1);

        UnansweredChange change = Assert.Single(shell.Session.UnansweredChanges);
        Assert.Equal(command, change.Command);
        Assert.True(change.Outcome is ChangeOutcome.Completed or ChangeOutcome.Queued, change.ToString());
        Assert.Contains(Changes[command].Target, change.Target + change.Action, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(shell.Host.Lines, line => line.Contains(change.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Change_ThatIsNotAnsweredInTime_IsToldAsUnknown(string command)
    {
        await using PowerShellSession shell = await StartAsync(command, Fault.ExecuteThenHang());
        shell.Use(shell.Tenant.Token, gracePeriod: TimeSpan.FromMilliseconds(200));
        _answers.Set();
        await StopAsync(shell, Script(command), sent: 1);

        UnansweredChange change = Assert.Single(shell.Session.UnansweredChanges);
        Assert.Equal((command, ChangeOutcome.Unknown), (change.Command, change.Outcome));
        Assert.Contains(shell.Host.Lines, line => line.Contains("the outcome is unknown", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Locks_OfManyMacs_AreAllToldWhenStopped(int throttleLimit)
    {
        await using PowerShellSession shell = await StartAsync("Invoke-KandjiDeviceAction");
        WaitForAnswers(shell);
        shell.Run("$global:macs = Get-KandjiDevice -Platform Mac -First 20").Succeeded();
        await StopAsync(
            shell, $"$macs | Invoke-KandjiDeviceAction -Action Lock -Force -ThrottleLimit {throttleLimit}", sent: throttleLimit);

        var sent = shell.Tenant.Log.Entries.Where(entry => entry.Method == "POST").ToList();
        Assert.Equal(throttleLimit, sent.Count);
        Assert.Equal(sent.Count, shell.Session.UnansweredChanges.Select(change => change.DeviceId).Distinct().Count());
        Assert.All(shell.Session.UnansweredChanges, change =>
        {
            Assert.Equal(ChangeOutcome.Queued, change.Outcome);
            Assert.Null(((DeviceActionResult)change.Result!).UnlockPin);
            Assert.Contains("Get-KandjiDeviceSecret", change.Message);
            Assert.Contains(shell.Host.Lines, line => line.Contains(change.SerialNumber!, StringComparison.Ordinal)
                && line.Contains(change.DeviceName!, StringComparison.Ordinal));
            string pin = shell.Tenant.State.Devices[change.DeviceId!].UnlockPin!;
            Assert.DoesNotContain(shell.Host.Lines, line => line.Contains(pin, StringComparison.Ordinal));
        });
    }

    [Theory]
    // The first is what Select-Object -First does: it stops the commands before it as soon as it has enough.
    [InlineData("| ForEach-Object { $_; break }")]
    [InlineData("| ForEach-Object { $_; throw 'enough' }")]
    public async Task Changes_WhoseResultsNobodyTakes_AreTold(string after)
    {
        await using PowerShellSession shell = await StartAsync("Set-KandjiDevice");
        shell.Run("$global:macs = Get-KandjiDevice -Platform Mac -First 8").Succeeded();
        _answers.Set();

        InvocationResult run = shell.Run($"& {{ $macs | Set-KandjiDevice -AssetTag 'NW-9' -ThrottleLimit 8 {after} }}");

        int written = run.Output.Count;
        int sent = shell.Tenant.Log.Entries.Count(entry => entry.Method == "PATCH");
        Assert.Equal(sent, written + shell.Session.UnansweredChanges.Length);
        Assert.All(shell.Session.UnansweredChanges, change => Assert.Equal(ChangeOutcome.Completed, change.Outcome));
        Assert.DoesNotContain(
            ((Kandji.Client.Devices.Device)run.Output[0].BaseObject).DeviceId,
            shell.Session.UnansweredChanges.Select(change => change.DeviceId));
    }

    [Fact]
    public async Task Wait_WhenStopped_TellsEveryResultWithoutThePins()
    {
        await using PowerShellSession shell = await StartAsync("Invoke-KandjiDeviceAction");
        _answers.Set();
        shell.Tenant.Faults.Clear();
        shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Before(_ => Interlocked.Increment(ref _arrived)));
        shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Hang());
        const string locking = "Invoke-KandjiDeviceAction {0} -Action Lock -Force";
        foreach (string command in new[] { locking + " -Wait", locking + " | Wait-KandjiDeviceCommand" })
        {
            int before = shell.Session.UnansweredChanges.Length;
            _arrived = 0;
            string[] serials = before == 0
                ? [KnownFleet.MacSerial, KnownFleet.LeaverMacSerial]
                : [KnownFleet.MacWithoutFileVaultSerial, KnownFleet.FirstTwinSerial];
            await StopAsync(shell, string.Format(null, command, string.Join(", ", serials)), sent: 2);

            UnansweredChange[] kept = shell.Session.UnansweredChanges.ToArray()[before..];
            Assert.Equal(serials, kept.Select(change => change.SerialNumber));
            Assert.All(kept, change => Assert.Equal((ChangeOutcome.Queued, DeviceActionResult.PinHint), (change.Outcome, change.Message)));
        }
        Assert.DoesNotContain(
            shell.Host.Lines, line => line.Contains(shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RemoveUser_WhenStoppedHalfWay_TellsTheStepsThatWereTaken()
    {
        await using PowerShellSession shell = await StartAsync("Remove-KandjiUser");
        shell.Tenant.Faults.Clear();
        _answers.Set();
        shell.Tenant.Faults.Add("DELETE /**", Fault.Before(_ => Interlocked.Increment(ref _arrived)));
        shell.Tenant.Faults.Add("DELETE /**", Fault.Hang());
        await StopAsync(shell, Script("Remove-KandjiUser"), sent: 1);

        Assert.Equal(
            [(KnownFleet.LeaverMacSerial, ChangeOutcome.Completed), (KnownFleet.LeaverPhoneSerial, ChangeOutcome.Completed),
                (null, ChangeOutcome.Unknown)],
            shell.Session.UnansweredChanges.Select(change => (change.SerialNumber, change.Outcome)));
    }

    [Fact]
    public async Task Command_ThatComesToItsEnd_KeepsNothing()
    {
        await using PowerShellSession shell = await StartAsync("Remove-KandjiTag");
        _answers.Set();

        shell.Run($"Remove-KandjiTag '{KnownFleet.LoanerTagName}' -Force; New-KandjiTag 'a', 'b'; Set-KandjiDevice {KnownFleet.MacSerial} "
            + "-AssetTag 'x'").Succeeded();

        Assert.Empty(shell.Session.UnansweredChanges);
        Assert.DoesNotContain(shell.Host.Lines, line => line.Contains("WARNING", StringComparison.Ordinal));
    }

    // A service whose changes are executed, and answered when the test says so.
    private async Task<PowerShellSession> StartAsync(string command, Fault? then = null)
    {
        PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(ChangeFaultTableTests.DefineRepository(_folder.Path)).Succeeded();
        shell.Run($"$global:note = New-KandjiDeviceNote {KnownFleet.MacSerial} 'Lent'").Succeeded();
        shell.Tenant.Log.Clear();
        foreach (string method in new[] { "POST", "PUT", "PATCH", "DELETE" })
        {
            // The change itself comes after the uploads that prepare it.
            string path = command.Contains("App", StringComparison.Ordinal) && method == "POST" ? "/api/v1/library/*-apps" : "/**";
            shell.Tenant.Faults.Add(method + " " + path, Fault.Before(_ =>
            {
                Interlocked.Increment(ref _arrived);
                _answers.Wait();
            }));
            if (then is not null)
                shell.Tenant.Faults.Add(method + " " + path, then);
        }
        return shell;
    }

    // However slow the machine is.
    private static void WaitForAnswers(PowerShellSession shell) => shell.Use(shell.Tenant.Token, gracePeriod: TimeSpan.FromMinutes(1));

    private string Script(string command)
    {
        string file = command.Contains("CustomApp", StringComparison.Ordinal)
            ? "a.pkg"
            : command.Contains("InHouse", StringComparison.Ordinal) ? "a.ipa" : "a.p7m";
        return string.Format(null, Changes[command].Script, $"'{_folder.Write(file, "Content-Type: application/pkcs7-mime\r\n\r\nMIIB")}'");
    }

    private async Task StopAsync(PowerShellSession shell, string script, int sent)
    {
        (System.Management.Automation.PowerShell running, Task<PSDataCollection<PSObject>> ended) = shell.Start(script);
        await Until(() => Volatile.Read(ref _arrived) >= sent || ended.IsCompleted);
        if (running.HadErrors || ended.IsCompleted)
            Assert.Fail("It ended before it was stopped: " + string.Join("; ", running.Streams.Error));
        Task stopping = Task.Run(running.Stop, TestContext.Current.CancellationToken);
        await Until(() => running.InvocationStateInfo.State != PSInvocationState.Running);
        _answers.Set();
        await stopping.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.IsType<PipelineStoppedException>(await Record.ExceptionAsync(() => ended));
    }

    private static async Task Until(Func<bool> condition)
    {
        for (int i = 0; i < 12_000 && !condition(); i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }
}
