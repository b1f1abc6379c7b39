using System.Globalization;
using Kandji.Automation.Devices;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Sessions;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Devices;

/// <summary>
/// Following actions: <c>Invoke-KandjiDeviceAction -Wait</c>, <c>Wait-KandjiDeviceCommand</c>, and what is done when no answer comes.
/// </summary>
public sealed class ActionWaitTests : CommandTests
{
    [Fact]
    public void Wait_UntilTheDeviceHasDoneIt_IsCompletedWithTheCommand()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(3);

        DeviceActionResult result = Assert.Single(Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait")
            .Succeeded().As<DeviceActionResult>());

        Assert.Equal((DeviceActionOutcome.Completed, "RestartDevice", DeviceCommandStatus.Completed),
            (result.Outcome, result.Command!.CommandType, result.Command.Status));
        Assert.Equal(3, Looks(Shell));
        Assert.Equal(1, Shell.Tenant.State.Devices[KnownFleet.MacId].RestartCount);
    }

    [Fact]
    public void Wait_WhenTheDeviceFails_IsFailedWithItsErrorsAndAnError()
    {
        Shell.Tenant.State.CommandProgress =
            CommandProgress.Fail(new CommandError(5, "Outer", "It could not."), new CommandError(6, "Inner", "The disk is full."));

        InvocationResult run = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait");

        DeviceActionResult result = Assert.Single(run.As<DeviceActionResult>());
        Assert.Equal(
            (DeviceActionOutcome.Failed, "It could not. (Outer 5) < The disk is full. (Inner 6)"), (result.Outcome, result.Message));
        Assert.Equal(2, result.Command!.ErrorChain!.Length);
        Assert.StartsWith("KandjiCommandFailed,", run.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.MacSerial, run.Error.Exception.Message);
    }

    [Theory]
    [InlineData(false, "may be off")]
    [InlineData(true, "busy")]
    public void Wait_WhenTheTimeIsOver_IsPendingAfterAFewLooks(bool notNow, string words)
    {
        Shell.Tenant.State.CommandProgress = notNow ? CommandProgress.NotNow : CommandProgress.Never;

        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait -Timeout 600").Succeeded()
                .As<DeviceActionResult>());

        Assert.Equal(DeviceActionOutcome.Pending, result.Outcome);
        Assert.Contains(words, result.Message);
        Assert.InRange(Looks(Shell), 5, 30);
    }

    [Fact]
    public void Wait_ForABatch_WritesEachResultOnceWhenItsDeviceHasEnded()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].CommandProgress = CommandProgress.AfterPolls(4);
        Shell.Tenant.State.Devices[KnownFleet.PhoneId].CommandProgress = CommandProgress.AfterPolls(1);
        Shell.Tenant.State.Devices[KnownFleet.LeaverMacId].CommandProgress = CommandProgress.Never;

        var results = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.LeaverMacSerial}, {KnownFleet.MacSerial}, {KnownFleet.PhoneSerial} Restart -Wait "
                + $"-Timeout 60")
            .Succeeded().As<DeviceActionResult>();

        Assert.Equal(
            [(KnownFleet.PhoneSerial, DeviceActionOutcome.Completed), (KnownFleet.MacSerial, DeviceActionOutcome.Completed),
                (KnownFleet.LeaverMacSerial, DeviceActionOutcome.Pending)],
            results.Select(result => (result.SerialNumber, result.Outcome)));
    }

    [Fact]
    public void Wait_OfARefusedAction_DoesNotWaitForIt()
    {
        InvocationResult run = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.AppleTVSerial} Shutdown -Wait");

        Assert.Equal(DeviceActionOutcome.Refused, Assert.Single(run.As<DeviceActionResult>()).Outcome);
        Assert.StartsWith("KandjiBadRequest,", run.Error.FullyQualifiedErrorId);
        Assert.Equal(0, Looks(Shell));
    }

    [Fact]
    public void Wait_OfAPlatformThatDoesNotTell_ReturnsAtOnce()
    {
        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.WindowsSerial} DailyCheckIn -Wait").Succeeded()
                .As<DeviceActionResult>());

        Assert.Equal(DeviceActionOutcome.Queued, result.Outcome);
        Assert.Equal(0, Looks(Shell));
    }

    [Fact]
    public void Wait_AfterALock_KeepsThePin()
    {
        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Force -Wait").Succeeded()
                .As<DeviceActionResult>());

        Assert.Equal((DeviceActionOutcome.Completed, Shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin),
            (result.Outcome, result.UnlockPin));
    }

    [Theory]
    [InlineData("{0} | Invoke-KandjiDeviceAction -Action Lock -Force -Wait", "GET /api/v1/devices/*/commands", 0)]
    [InlineData("{0} | Invoke-KandjiDeviceAction -Action Lock -Force | Wait-KandjiDeviceCommand", "GET /api/v1/devices/*/commands", 0)]
    [InlineData("{0}, 'F2LLEAVER002' | Invoke-KandjiDeviceAction -Action Lock -Force -Wait", "POST /**", 2)]
    public void Wait_WhenTheTokenDiesMeanwhile_StillTellsWhatWasDoneAndThePins(string command, string asked, int after)
    {
        Shell.Tenant.Faults.Add(asked, Fault.Status(401), after: after);

        InvocationResult run = Shell.Run(
            string.Format(CultureInfo.InvariantCulture, command, $"'{KnownFleet.MacSerial}', '{KnownFleet.LeaverMacSerial}'"));

        var results = run.As<DeviceActionResult>();
        Assert.Equal([KnownFleet.MacSerial, KnownFleet.LeaverMacSerial], results.Select(result => result.SerialNumber));
        Assert.All(results, result => Assert.Equal(Shell.Tenant.State.Devices[result.DeviceId!].UnlockPin, result.UnlockPin));
        Assert.StartsWith("KandjiUnauthorized,", run.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Wait_WhenTheSessionIsDisconnectedMeanwhile_EndsAtOnce()
    {
        Shell.Tenant.State.Devices[KnownFleet.LeaverMacId].CommandProgress = CommandProgress.Never;

        InvocationResult run = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial}, {KnownFleet.LeaverMacSerial} Restart -Wait | ForEach-Object {{ "
                + $"Disconnect-Kandji; $_ }}");

        Assert.Equal(
            [(KnownFleet.MacSerial, DeviceActionOutcome.Completed), (KnownFleet.LeaverMacSerial, DeviceActionOutcome.Queued)],
            run.As<DeviceActionResult>().Select(result => (result.SerialNumber, result.Outcome)));
        Assert.StartsWith("KandjiClosed,", run.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Wait_WhenAnErrorIsToStopIt_StillTellsWhatWasDoneAndThePins()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].CommandProgress =
            CommandProgress.Fail(new CommandError(5, "Outer", "It could not."));
        Shell.Tenant.State.Devices[KnownFleet.LeaverMacId].CommandProgress = CommandProgress.Never;

        InvocationResult run = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial}, {KnownFleet.LeaverMacSerial} Lock -Force -Wait -ErrorAction Stop");

        Assert.Equal(
            [(KnownFleet.MacSerial, DeviceActionOutcome.Failed), (KnownFleet.LeaverMacSerial, DeviceActionOutcome.Queued)],
            run.As<DeviceActionResult>().Select(result => (result.SerialNumber, result.Outcome)));
        Assert.All(run.As<DeviceActionResult>(), result => Assert.NotNull(result.UnlockPin));
        // The error has the device as its target, and not the PIN.
        var target = Assert.IsType<DeviceActionResult>(
            ((System.Management.Automation.PSObject)System.Management.Automation.PSObject.AsPSObject(
                run.Terminating!.TargetObject)).BaseObject);
        Assert.Equal((KnownFleet.MacSerial, null), (target.SerialNumber, target.UnlockPin));
        Assert.StartsWith("KandjiCommandFailed,", run.Terminating!.FullyQualifiedErrorId);
    }

    [Fact]
    public void Wait_WhenARefusalIsToStopIt_StillTellsWhatWasSentBefore()
    {
        InvocationResult run = Shell.Run(
            $"$ErrorActionPreference = 'Stop'; '{KnownFleet.MacSerial}', '{KnownFleet.AppleTVSerial}' | Invoke-KandjiDeviceAction -Action "
                + $"Shutdown -Wait");

        Assert.Equal(
            [(KnownFleet.AppleTVSerial, DeviceActionOutcome.Refused), (KnownFleet.MacSerial, DeviceActionOutcome.Queued)],
            run.As<DeviceActionResult>().Select(result => (result.SerialNumber, result.Outcome)));
        Assert.StartsWith("KandjiBadRequest,", run.Terminating!.FullyQualifiedErrorId);
    }

    [Fact]
    public void Timeout_WithoutWait_IsRefusedAndNothingIsSent()
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Timeout 60").Failed("KandjiInvalidArgument", "-Wait");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Wait_WithoutThePermissionToReadCommands_SaysWhichIsMissing()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list", "Device ID", "Restart device"));

        InvocationResult run = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait");

        Assert.Equal(DeviceActionOutcome.Queued, Assert.Single(run.As<DeviceActionResult>()).Outcome);
        Assert.StartsWith("KandjiForbidden,", run.Error.FullyQualifiedErrorId);
        Assert.Equal(1, Looks(Shell));
    }

    [Fact]
    public void Wait_WhenALookFails_LooksAgain()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Status(500), times: 7);

        Assert.Equal(DeviceActionOutcome.Completed,
            Assert.Single(Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait").Succeeded()
                .As<DeviceActionResult>()).Outcome);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Wait_WhenTheServicesClockIsAnother_FindsTheCommandAllTheSame(int minutes)
    {
        var clock = new OffsetTimeProvider(TimeSpan.FromMinutes(minutes));
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 20, Clock = clock });
        shell.Tenant.Faults.Add(
            RequestMatch.Any, Fault.Header("Date", clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)));
        shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.PhoneSerial} Restart").Succeeded();

        DeviceActionResult result = Assert.Single(shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait")
            .Succeeded().As<DeviceActionResult>());

        Assert.Equal(DeviceActionOutcome.Completed, result.Outcome);
        Assert.InRange(Looks(shell), 1, 2);
    }

    [Fact]
    public void Action_WhoseAnswerGotLost_IsLookedUpAndNotSentAgain()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.Never;
        Shell.Tenant.Faults.Add("POST /**", Fault.ExecuteThenReset());

        DeviceActionResult result = Assert.Single(Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart")
            .Succeeded().As<DeviceActionResult>());

        Assert.Equal((DeviceActionOutcome.Queued, "RestartDevice"), (result.Outcome, result.Command!.CommandType));
        Assert.Contains("There was no answer", result.Message);
        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "POST");
    }

    [Fact]
    public void Wait_OfAnActionWhoseAnswerGotLost_TellsWhatBecameOfIt()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(2);
        Shell.Tenant.Faults.Add("POST /**", Fault.ExecuteThenReset());

        DeviceActionResult result = Assert.Single(Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait")
            .Succeeded().As<DeviceActionResult>());

        Assert.Equal(DeviceActionOutcome.Completed, result.Outcome);
        Assert.Contains("There was no answer", result.Message);
        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "POST");
    }

    [Fact]
    public void Action_ThatNeverArrived_StaysUnknownWithAnError()
    {
        Shell.Tenant.Faults.Add("POST /**", Fault.Status(502));

        InvocationResult run = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait -Timeout 20");

        Assert.Equal(DeviceActionOutcome.Unknown, Assert.Single(run.As<DeviceActionResult>()).Outcome);
        Assert.StartsWith("KandjiOutcomeUnknown,", run.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Wait -Timeout 20")]
    public void Lock_WhoseAnswerGotLost_IsNotFoundInAnotherCommandOfTheDevice(string wait)
    {
        Shell.Tenant.Faults.Add("POST /**", Fault.ExecuteThenReset());
        // The service asks devices for something all day long.
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands",
            Fault.RewriteBody(body => body.Replace("DeviceLock", "SecurityInfo", StringComparison.Ordinal)));

        InvocationResult run = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Force {wait}");

        Assert.Equal(DeviceActionOutcome.Unknown, Assert.Single(run.As<DeviceActionResult>()).Outcome);
        Assert.StartsWith("KandjiOutcomeUnknown,", run.Error.FullyQualifiedErrorId);
        Assert.Contains("Get-KandjiDeviceCommand", run.Error.Exception.Message);
    }

    [Fact]
    public void WaitCommand_OfResults_BringsThemUpToDate()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(2);

        var results = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial}, {KnownFleet.PhoneSerial} Restart | Wait-KandjiDeviceCommand").Succeeded()
                .As<DeviceActionResult>();

        Assert.Equal([DeviceActionOutcome.Completed, DeviceActionOutcome.Completed], results.Select(result => result.Outcome));
    }

    [Fact]
    public void WaitCommand_OfCommands_ReturnsEachWithItsLastStatus()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(3);
        Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart; Invoke-KandjiDeviceAction {KnownFleet.MacSerial} UpdateInventory")
                .Succeeded();

        var commands = Shell.Run(
            $"Get-KandjiDeviceCommand {KnownFleet.MacSerial} -Status Pending, Running | Wait-KandjiDeviceCommand").Succeeded()
                .As<DeviceCommand>();

        Assert.Equal(["DeviceInformation", "RestartDevice"], commands.Select(command => command.CommandType).Order());
        Assert.All(commands,
            command => Assert.Equal((DeviceCommandStatus.Completed, KnownFleet.MacSerial), (command.Status, command.SerialNumber)));
    }

    [Fact]
    public void WaitCommand_ThatHasEndedAlready_ReturnsItWithoutAsking()
    {
        Shell.Run($"$global:old = Get-KandjiDeviceCommand {KnownFleet.MacSerial} -Status Completed").Succeeded();
        Shell.Tenant.Log.Clear();

        Assert.NotEmpty(Shell.Run("$old | Wait-KandjiDeviceCommand").Succeeded().Output);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("Get-KandjiDevice -First 1", "Device")]
    [InlineData("@(Get-KandjiDeviceActivity C02KN0WN0MAC)[0]", "DeviceActivity")]
    [InlineData("'C02KN0WN0MAC'", "String")]
    [InlineData("[pscustomobject]@{ serial_number = 'C02KN0WN0MAC' }", "PSCustomObject")]
    public void WaitCommand_OfSomethingElse_SaysWhatItTakesAndGoesOn(string script, string kind)
    {
        Shell.Run($"$global:old = @(Get-KandjiDeviceCommand {KnownFleet.MacSerial} -Status Completed)[0]").Succeeded();

        InvocationResult run = Shell.Run($"& {{ $old; {script}; $old }} | Wait-KandjiDeviceCommand")
            .Failed("ParameterArgumentTransformationError", $"It is a {kind}, not a command or the result of an action.");

        Assert.Equal(2, run.As<DeviceCommand>().Count);
    }

    [Fact]
    public void WaitCommand_OfWhatAFileBroughtBack_TakesIt()
    {
        InvocationResult run = Shell.Run(
            $"Get-KandjiDeviceCommand {KnownFleet.MacSerial} -Status Completed | ForEach-Object {{ "
                + $"[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }} | "
                + $"Wait-KandjiDeviceCommand");

        Assert.NotEmpty(run.Succeeded().As<DeviceCommand>());
    }

    [Fact]
    public void WaitCommand_ById_FollowsItAndSaysWhenThereIsNone()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.Never;
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart").Succeeded();
        string id = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Commands[^1].Uuid;

        InvocationResult run = Shell.Run(
            $"Wait-KandjiDeviceCommand {KnownFleet.MacSerial} {id}, 00000000-0000-4000-8000-000000000000 -Timeout 30");

        Assert.Equal(DeviceCommandStatus.Pending, Assert.Single(run.As<DeviceCommand>()).Status);
        Assert.StartsWith("KandjiNotFound,", run.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.MacSerial, run.Error.Exception.Message);
    }

    [Fact]
    public void Find_AmongCommandsOfTheSameTime_TakesThoseThatTheActionMayHaveBecome()
    {
        DateTime now = new(2026, 3, 4, 10, 20, 30, 400, DateTimeKind.Utc);
        DeviceCommand Command(string type, string request, double seconds) =>
            new() { Uuid = type + seconds.ToString(CultureInfo.InvariantCulture), CommandType = type, RequestType = request,
                DateRequested = now.AddSeconds(seconds).ToLocalTime() };
        DeviceCommand[] commands =
        [
            Command("RestartDevice", "RestartDevice", -600), Command("RestartDevice", "RestartDevice", 600),
            Command("SetDataRoaming", "Settings", 1),
            Command("SetDeviceName", "Settings", 0.5), Command("Renamed", "ClearPasscode", 0.7), Command("DeviceLock", "DeviceLock", -0.2),
            Command("DeviceLock", "DeviceLock", 1), Command("ShutDownDevice", "ShutDownDevice", -1.5),
        ];
        (string[] Ids, bool AreCertain) Find(DeviceAction action)
        {
            CommandMatches found = ActionCommands.Find(commands, action, now, now.AddSeconds(1));
            return ([.. found.Commands.Select(command => command.Uuid!)], found.AreCertain);
        }

        Assert.Empty(Find(DeviceAction.Restart).Ids);
        Assert.Equal(["SetDeviceName0.5"], Find(DeviceAction.SetName).Ids);
        Assert.Empty(Find(DeviceAction.PersonalHotspot).Ids);
        Assert.Equal(["Renamed0.7"], Find(DeviceAction.ClearPasscode).Ids);
        Assert.Equal(["DeviceLock-0.2", "DeviceLock1"], Find(DeviceAction.Lock).Ids);
        // The service's clock is never ahead of what is known of it, so this one was requested before.
        Assert.Equal((1, false), (Find(DeviceAction.Shutdown).Ids.Length, Find(DeviceAction.Shutdown).AreCertain));
    }

    [Theory]
    [InlineData(-1, CommandStatus.Completed)]
    [InlineData(-0.5, CommandStatus.Completed)]
    [InlineData(0, CommandStatus.Failed)]
    public void Wait_WhenSomebodyElseSentTheSameAtTheSameTime_IsPendingAndSaysSo(double seconds, CommandStatus status)
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.Never;
        AddRestart(Shell, "b0000000-0000-4000-8000-000000000001", DateTimeOffset.UtcNow.AddSeconds(seconds), status);

        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait -Timeout 60").Succeeded()
                .As<DeviceActionResult>());

        Assert.Equal((DeviceActionOutcome.Pending, null), (result.Outcome, result.Command));
        Assert.Contains("cannot be told apart", result.Message);
        Assert.Contains("b0000000-0000-4000-8000-000000000001", result.Message);
    }

    [Fact]
    public void WaitCommand_OfTwoResultsOfOneKind_FollowsOneCommandForNone()
    {
        var results = Shell.Run(
            $"$r = Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart; $s = Invoke-KandjiDeviceAction {KnownFleet.MacSerial} "
                + $"Restart; $r, $s | Wait-KandjiDeviceCommand")
            .Succeeded().As<DeviceActionResult>();

        Assert.Equal([DeviceActionOutcome.Pending, DeviceActionOutcome.Pending], results.Select(result => result.Outcome));
        Assert.All(results, result => Assert.Contains("cannot be told apart", result.Message));
    }

    [Theory]
    [InlineData("hang", "did not answer")]
    [InlineData("503", "waited for")]
    [InlineData("429", "rate limit")]
    public void Wait_WhileTheCommandsCannotBeRead_EndsWhenTheTimeIsOverAndSaysWhy(string how, string words)
    {
        KandjiSession session = Shell.Session;
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands",
            how == "hang" ? Fault.Hang() : Fault.Status(int.Parse(how, CultureInfo.InvariantCulture), retryAfter: "30"));
        long started = session.Clock.GetTimestamp();

        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -Wait -Timeout 4").Succeeded()
                .As<DeviceActionResult>());

        Assert.InRange(session.Clock.GetElapsedTime(started).TotalSeconds, 3, 6);
        Assert.Equal(DeviceActionOutcome.Pending, result.Outcome);
        Assert.Contains(words, result.Message);
    }

    [Fact]
    public void WaitCommand_WhenALookDoesNotShowTheCommand_LooksAgain()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(6);
        Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart; $global:pending = Get-KandjiDeviceCommand {KnownFleet.MacSerial} "
                + $"-Status Pending, Running").Succeeded();
        string id = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Commands[^1].Uuid;
        Shell.Tenant.Faults.Add(
            "GET /api/v1/devices/*/commands", Fault.RewriteBody(body => body.Replace(id, "hidden", StringComparison.Ordinal)), times: 3);

        DeviceCommand command =
            Assert.Single(Shell.Run("$pending | Wait-KandjiDeviceCommand -Timeout 300").Succeeded().As<DeviceCommand>());

        Assert.Equal((id, DeviceCommandStatus.Completed), (command.Uuid, command.Status));
    }

    [Theory]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))")]
    // As ConvertTo-Json writes it, with numbers or names, and ConvertFrom-Json reads it.
    [InlineData(
        "[pscustomobject]@{ DeviceName = $_.DeviceName; SerialNumber = $_.SerialNumber; DeviceId = $_.DeviceId; Action = [long]$_.Action; "
        + "Outcome = [long]$_.Outcome; RequestedAt = $_.RequestedAt.ToString('o'); Command = $null; Message = $null; UnlockPin = "
        + "$_.UnlockPin }")]
    [InlineData(
        "@{ DeviceName = $_.DeviceName; SerialNumber = $_.SerialNumber; DeviceId = $_.DeviceId; Action = \"$($_.Action)\"; Outcome = "
        + "\"$($_.Outcome)\"; RequestedAt = $_.RequestedAt.ToUniversalTime(); UnlockPin = $_.UnlockPin }")]
    public void WaitCommand_OfResultsThatAFileBroughtBack_FollowsThem(string there)
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(2);

        DeviceActionResult result = Assert.Single(
            Shell.Run(
                $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Force | ForEach-Object {{ {there} }} | Wait-KandjiDeviceCommand")
                    .Succeeded().As<DeviceActionResult>());

        Assert.Equal(
            (DeviceActionOutcome.Completed, DeviceAction.Lock, KnownFleet.MacSerial), (result.Outcome, result.Action, result.SerialNumber));
        Assert.Equal(Shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin, result.UnlockPin);
    }

    [Theory]
    [InlineData(
        KnownFleet.WindowsSerial, "DailyCheckIn",
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))")]
    [InlineData(
        KnownFleet.AndroidSerial, "Lock -Force",
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))")]
    [InlineData(
        KnownFleet.WindowsSerial, "DailyCheckIn",
        "[pscustomobject]@{ Platform = $_.Platform; DeviceId = $_.DeviceId; Action = \"$($_.Action)\"; Outcome = \"$($_.Outcome)\"; "
        + "RequestedAt = $_.RequestedAt.ToString('o') }")]
    public void WaitCommand_OfAResultOfAFileWhosePlatformDoesNotTell_ReturnsAtOnce(
        string serialNumber, string action, string there)
    {
        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {serialNumber} {action} | ForEach-Object {{ {there} }} | Wait-KandjiDeviceCommand")
                .Succeeded().As<DeviceActionResult>());

        Assert.Equal((DeviceActionOutcome.Queued, serialNumber == KnownFleet.AndroidSerial ? "Android" : "Windows"),
            (result.Outcome, result.Platform));
        Assert.Equal(0, Looks(Shell));
    }

    // Export-Csv writes times as the culture does, and numbers months and days in its order and years from its own beginning.
    [Theory]
    [InlineData("en-US")]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("fr-CA")]
    public void WaitCommand_OfResultsThatACsvFileBroughtBack_HasTheirTimes(string culture)
    {
        Assert.SkipWhen(CultureInfo.GetCultures(CultureTypes.SpecificCultures).Length < 2,
            "There are no cultures here: .NET runs in its invariant mode.");

        DeviceActionResult result = Assert.Single(Shell.Run($$"""
            $before = [cultureinfo]::CurrentCulture
            [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('{{culture}}')
            try {
                [pscustomobject]@{ DeviceId = '{{KnownFleet.MacId}}'; Action = 'Restart'; Outcome = 'Refused';
                    RequestedAt = ([datetime]'2026-11-10T09:08:07').ToString() } | Wait-KandjiDeviceCommand
            } finally { [cultureinfo]::CurrentCulture = $before }
            """).Succeeded().As<DeviceActionResult>());

        Assert.Equal(new DateTime(2026, 11, 10, 9, 8, 7), result.RequestedAt);
    }

    // Nothing that the service sent is lost on the way through a file.
    [Theory]
    [InlineData("$_ | Wait-KandjiDeviceCommand")]
    [InlineData(
        "[pscustomobject]@{ DeviceId = $_.DeviceId; Action = 'Restart'; Outcome = 'Completed'; RequestedAt = [datetime]::Now; "
        + "Command = $_ } | Wait-KandjiDeviceCommand | ForEach-Object Command")]
    public void WaitCommand_OfCommandsThatAFileBroughtBack_KeepsFieldsThatNoClassKnows(string command)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.RewriteBody(
            body => body.Replace("\"uuid\":", "\"sent_by\":\"radar\",\"uuid\":", StringComparison.Ordinal)));
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart").Succeeded();

        PSObject kept = Assert.Single(Shell.Run(
            $"@(Get-KandjiDeviceCommand {KnownFleet.MacSerial} -CommandType RestartDevice)[0] | ForEach-Object {{ "
                + "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } | "
                + $"ForEach-Object {{ {command} }}").Succeeded().Output);

        Assert.IsType<DeviceCommand>(kept.BaseObject, exactMatch: false);
        Assert.Equal("radar", kept.Properties["SentBy"]?.Value);
        // ConvertTo-Json reads nothing else of what lies deeper.
        Assert.NotNull(kept.BaseObject.GetType().GetProperty("SentBy"));
    }

    [Fact]
    public void WaitCommand_OfADeviceWithoutASerialNumber_KeepsItsName()
    {
        Shell.Tenant.State.CommandProgress = CommandProgress.AfterPolls(2);
        Shell.Tenant.Faults.Add($"GET /api/v1/devices/{KnownFleet.MacId}", Fault.RewriteBody(
            body => body.Replace($"\"{KnownFleet.MacSerial}\"", "null", StringComparison.Ordinal)));
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Restart").Succeeded();

        DeviceCommand command = Assert.Single(Shell.Run(
            $"Get-KandjiDeviceCommand {KnownFleet.MacId} -CommandType RestartDevice -Status Pending, Running | Wait-KandjiDeviceCommand")
            .Succeeded().As<DeviceCommand>());

        Assert.Equal((KnownFleet.MacName, DeviceCommandStatus.Completed), (command.DeviceName, command.Status));
    }

    private static void AddRestart(PowerShellSession shell, string id, DateTimeOffset requested, CommandStatus status) =>
        shell.Tenant.State.Devices[KnownFleet.MacId].Record.Add(
            new SimulatedCommand { Uuid = id, CommandType = "RestartDevice", RequestType = "RestartDevice", Status = status,
                RequestedAt = requested });

    [Fact]
    public void Every_ActionThatADeviceCarriesOut_CanBeFollowed() =>
        Assert.Equal(
            [DeviceAction.ResetWorkProfilePasscode, DeviceAction.CancelLostMode],
            Enum.GetValues<DeviceAction>().Where(action => !ActionCommands.CanFollow(action, "Mac")));

    private static int Looks(PowerShellSession shell) =>
        shell.Tenant.Log.Entries.Count(entry => entry.Path.EndsWith("/commands"));

    private sealed class OffsetTimeProvider(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
