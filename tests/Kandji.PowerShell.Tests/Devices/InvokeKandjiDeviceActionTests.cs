using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Devices.Actions;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class InvokeKandjiDeviceActionTests : CommandTests
{
    [Fact]
    public void Restart_WithItsOwnParameter_SendsTheBodyAndReturnsOneResult()
    {
        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -NotifyUser").Succeeded()
                .As<DeviceActionResult>());

        Assert.Equal((KnownFleet.MacId, KnownFleet.MacSerial, DeviceAction.Restart, DeviceActionOutcome.Queued),
            (result.DeviceId, result.SerialNumber, result.Action, result.Outcome));
        Assert.Contains("\"NotifyUser\":true", Shell.Tenant.Log.Entries.Single(e => e.Path.EndsWith("/action/restart")).Body);
        Assert.Empty(Shell.Host.Questions);
    }

    [Theory]
    [InlineData("BlankPush", "-NotifyUser")]
    [InlineData("Restart", "-Pin 123456")]
    [InlineData("Lock", "-Enabled $true")]
    public void Action_WithAParameterOfAnother_IsRefusedByTheBinder(string action, string parameter)
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} {action} {parameter}").Failed("NamedParameterNotFound");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("Get-KandjiDevice {0} | Invoke-KandjiDeviceAction restart")]
    [InlineData("Get-KandjiDevice {0} | Invoke-KandjiDeviceAction -Action Restart")]
    [InlineData("Get-KandjiDevice {0} | Invoke-KandjiDeviceAction Restart -NotifyUser")]
    [InlineData("'{0}' | Invoke-KandjiDeviceAction Restart")]
    [InlineData("[pscustomobject]@{{ serial_number = '{0}' }} | Invoke-KandjiDeviceAction Restart")]
    [InlineData("Invoke-KandjiDeviceAction {0} Restart")]
    [InlineData("Invoke-KandjiDeviceAction {0}, {0} Restart")]
    [InlineData("Invoke-KandjiDeviceAction {0} -Action Restart")]
    [InlineData("Invoke-KandjiDeviceAction -Device {0} Restart")]
    [InlineData("Invoke-KandjiDeviceAction (Get-KandjiDevice {0}) Restart")]
    [InlineData(
        "$action = [Kandji.Client.Devices.Actions.DeviceAction]::Restart; Get-KandjiDevice {0} | Invoke-KandjiDeviceAction $action")]
    public void Action_InEachForm_IsSentToTheDeviceOnce(string script)
    {
        DeviceActionResult result =
            Assert.Single(Shell.Run(string.Format(null, script, KnownFleet.MacSerial)).Succeeded().As<DeviceActionResult>());

        Assert.Equal((KnownFleet.MacSerial, DeviceAction.Restart), (result.SerialNumber, result.Action));
        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "POST");
    }

    [Theory]
    [InlineData("Invoke-KandjiDeviceAction", "No action is given")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX", "No action is given")]
    [InlineData("Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction", "No action is given")]
    [InlineData("Invoke-KandjiDeviceAction Restart", "No device is given")]
    [InlineData("Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction Reboot -Force", "There is no action 'Reboot'. Similar: Restart.")]
    [InlineData("Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction Wipe -Force", "There is no action 'Wipe'. Similar: Erase.")]
    [InlineData(
        "Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction EraseDevice -Force",
        "There is no action 'EraseDevice'. Similar: Erase.")]
    [InlineData(
        "Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction Zork -Force",
        "There is no action 'Zork'. The actions are BlankPush, ")]
    [InlineData(
        "Get-KandjiDevice -First 2 | Invoke-KandjiDeviceAction Delete -Force",
        "There is no action 'Delete'. Remove-KandjiDevice does that.")]
    [InlineData("Invoke-KandjiDeviceAction Wipe -Force", "There is no action 'Wipe'. Similar: Erase.")]
    public void Action_ThatIsMissingOrWrong_IsOneErrorWithBothFormsAndNoPrompt(string script, string message)
    {
        InvocationResult result = Shell.Run(script).Failed("KandjiInvalidArgument");

        Assert.StartsWith(message, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("or Invoke-KandjiDeviceAction DEVICE Restart.", result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Empty(Shell.Host.Questions);
    }

    [Theory]
    [InlineData("Reboot", "Restart")]
    [InlineData("restart device", "Restart")]
    [InlineData("RestartDevice", "Restart")]
    [InlineData("Rstart", "Restart")]
    [InlineData("Wipe", "Erase")]
    [InlineData("WipeDevice", "Erase")]
    [InlineData("Erase-Device", "Erase")]
    [InlineData("EraseDevice", "Erase")]
    [InlineData("DeviceLock", "Lock")]
    [InlineData("Blank", "BlankPush")]
    [InlineData("toggledataroaming", "DataRoaming")]
    [InlineData("Rename", "SetName")]
    [InlineData("Shut down", "Shutdown")]
    [InlineData("Er", "Erase")]
    [InlineData("RemoteWipe", "Erase")]
    [InlineData("factory reset", "Erase")]
    [InlineData("Remote Lock", "Lock")]
    [InlineData("Unlock", "UnlockAccount")]
    [InlineData("PlaySound", "PlayLostModeSound")]
    public void SimilarActions_OfAWordThatPeopleUse_BeginWithWhatTheyMean(string word, string action)
    {
        Assert.Null(DeviceActionNames.Find(word));
        Assert.Equal(action, DeviceActionNames.Similar(word)[0].ToString());
    }

    [Theory]
    [InlineData("Invoke-KandjiDeviceAction -Device C02XXXXXXX Res", "ResetWorkProfilePasscode")]
    [InlineData("Get-KandjiDevice | Invoke-KandjiDeviceAction ", "BlankPush")]
    [InlineData("Get-KandjiDevice | Invoke-KandjiDeviceAction Bl", "BlankPush")]
    [InlineData("Invoke-KandjiDeviceAction -Action Bl", "BlankPush")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX ", "BlankPush")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX Res", "ResetWorkProfilePasscode")]
    [InlineData("Invoke-KandjiDeviceAction -Force C02XXXXXXX Era", "Erase")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX, C02YYYYYYY Era", "Erase")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX Restart -No", "-NotifyUser")]
    [InlineData("Invoke-KandjiDeviceAction C02KN", KnownFleet.MacSerial)]
    [InlineData("Invoke-KandjiDeviceAction -Device C02KN", KnownFleet.MacSerial)]
    public void Tab_CompletesTheDeviceOrTheActionWhereItBelongs(string line, string first)
    {
        string[] texts = Shell.Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText")
            .Succeeded().As<string>().ToArray();

        Assert.Equal(first, texts[0]);
    }

    // The parameter by which the engine completes the action does not take one.
    [Fact]
    public void MissingAction_GivenByName_SendsNothing()
    {
        InvocationResult result = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} -MissingAction Erase -Force");

        Assert.NotNull(result.Terminating ?? result.Errors.FirstOrDefault());
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "POST");
        Assert.DoesNotContain("MissingAction", Shell.Run("(Get-Command Invoke-KandjiDeviceAction).Parameters.Keys").As<string>());
    }

    [Theory]
    [InlineData("UpdateInventory, Restart")]
    [InlineData("UpdateInventory, ReinstallAgent")]
    [InlineData("'UpdateInventory,Restart'")]
    [InlineData("9")]
    [InlineData("'9'")]
    [InlineData("Er")]
    [InlineData("Reboot")]
    [InlineData("wipe")]
    public void Action_OfSeveralOrANumber_IsRefusedRatherThanTakenForAnother(string actions)
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} {actions} -Force").Failed("CannotConvertArgumentNoMessage");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    public void Erase_WithAPinThatIsNotSixDigits_SendsNothingAndDoesNotRepeatThePin(string pin)
    {
        InvocationResult result = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase -Pin '{pin}' -Force")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Devices.InvokeKandjiDeviceAction");

        Assert.DoesNotContain(pin, result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("012345")]
    [InlineData("'012345'")]
    [InlineData("([System.Net.NetworkCredential]::new('', '012345').SecurePassword)")]
    public void Erase_WithAPinHoweverItIsGiven_SendsItsSixDigits(string pin)
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase -Pin {pin} -Force").Succeeded();

        Assert.Equal("{\"PIN\":\"012345\"}", Shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Body);
    }

    [Fact]
    public void Erase_WithAPinThatIsAnObject_DoesNotShowWhatItHolds()
    {
        InvocationResult result =
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase -Pin @{{ pin = 604117 }} -Force");

        Assert.DoesNotContain("604117", result.Error.ToString());
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    // Module logging and Trace-Command write the values of parameters: those of this type they cannot read.
    [Fact]
    public void Parameters_WhoseNameSaysThatTheyTakeASecret_AreSecureStrings()
    {
        InvocationResult result = Shell.Run("""
            foreach ($command in Get-Command -Module Kandji) {
                $command.Parameters.Values | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Type = $_.ParameterType } }
            }
            foreach ($action in [Enum]::GetNames([Kandji.Client.Devices.Actions.DeviceAction])) {
                (Get-Command Invoke-KandjiDeviceAction -ArgumentList 'x', $action).Parameters.Values |
                    ForEach-Object { [pscustomobject]@{ Name = $_.Name; Type = $_.ParameterType } }
            }
            """).Succeeded();

        var secrets =
            result.Output.Select(o => (Name: (string)o.Properties["Name"].Value, Type: (Type)o.Properties["Type"].Value))
            .Where(p => System.Text.RegularExpressions.Regex.IsMatch(p.Name, "^(Pin|.*(Password|Passcode|Token|Credential|Passphrase))$"))
            .Distinct().ToList();
        Assert.Equal(["NewPassword", "Pin", "Token"], secrets.Select(p => p.Name).Distinct().Order());
        // A token is a SecureString in a type of its own, which converts from text in proxies and mocks too.
        Assert.All(secrets, p => Assert.Equal(
            p.Name == "Token" ? typeof(Kandji.PowerShell.Connection.ApiToken) : typeof(System.Security.SecureString), p.Type));
    }

    [Fact]
    public void Lock_OfAMac_ReturnsTheUnlockPinAndKeepsItOutOfTheTable()
    {
        InvocationResult run = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Message 'Please call IT' -Force -Verbose").Succeeded();
        DeviceActionResult result = Assert.Single(run.As<DeviceActionResult>());

        Assert.Equal(Shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin, result.UnlockPin);
        Assert.DoesNotContain(run.Verbose, line => line.Contains(result.UnlockPin!));
        Assert.DoesNotContain(
            result.UnlockPin!, Shell.Show($"Invoke-KandjiDeviceAction {KnownFleet.LeaverMacSerial} Lock -Force"));
    }

    [Theory]
    [InlineData("No")]
    [InlineData("")]
    public void Erase_AsksNamingDeviceSerialNumberAndUser_AndDoesNothingOnNo(string answer)
    {
        Shell.Host.Answers.Enqueue(answer);

        InvocationResult result = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains(KnownFleet.MacName, question);
        Assert.Contains(KnownFleet.MacSerial, question);
        Assert.Contains(KnownFleet.AdaEmail, question);
        Assert.Empty(result.Output);
        Assert.Equal(0, Shell.Tenant.State.Devices[KnownFleet.MacId].EraseCount);
    }

    [Theory]
    [InlineData(KnownFleet.WindowsSerial, "-EraseMode wipe_cloud", """{"erase_mode":"WIPE_CLOUD"}""")]
    [InlineData(
        KnownFleet.AndroidSerial, "-EraseFlag wipe_esims, Wipe_External_Storage", """{"erase_flags":"WIPE_ESIMS,WIPE_EXTERNAL_STORAGE"}""")]
    public void Erase_OfWindowsAndAndroid_SendsTheirKeysAsTheServiceWritesThem(string device, string parameters, string body)
    {
        Shell.Run($"Invoke-KandjiDeviceAction {device} Erase {parameters} -Force").Succeeded();

        Assert.Equal(body, Shell.Tenant.Log.Entries.Single(e => e.Path.EndsWith("/erase")).Body);
    }

    [Fact]
    public void Erase_WithNobodyToAsk_EndsWithAnErrorThatNamesForce()
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase")
            .Failed("KandjiConfirmationNeeded,Kandji.PowerShell.Devices.InvokeKandjiDeviceAction", "-Force");
        Assert.Equal(0, Shell.Tenant.State.Devices[KnownFleet.MacId].EraseCount);
    }

    [Theory]
    [InlineData("No")]
    [InlineData("")]
    public void Erase_OfMoreThanAHandful_AsksOnceBeforeTheFirstIsTouchedAndTakesABareEnterForNo(string answer)
    {
        Shell.Host.Answers.Enqueue(answer);

        Shell.Run("Get-KandjiDevice -Platform Mac -First 6 | Invoke-KandjiDeviceAction -Action Erase").Succeeded();

        Assert.Contains("Erase 6 devices: 6 Mac?", Assert.Single(Shell.Host.Questions));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Path.EndsWith("/erase"));
    }

    [Fact]
    public void Erase_OfAHandful_AsksAboutEach()
    {
        Shell.Host.Answers.Enqueue("No to All");

        Shell.Run("Get-KandjiDevice -Platform Mac -First 5 | Invoke-KandjiDeviceAction -Action Erase").Succeeded();

        Assert.Contains("assigned to", Assert.Single(Shell.Host.Questions));
    }

    [Fact]
    public void Action_WithoutAnAnswerBesideAnotherCommand_IsNotTakenForThatOne()
    {
        Shell.Tenant.Faults.Add("POST /api/v1/devices/*/action/restart", Fault.ResetBeforeResponse());

        InvocationResult result = Shell.Run(
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} RenewMdmProfile | Out-Null; Invoke-KandjiDeviceAction "
                + $"{KnownFleet.MacSerial} Restart")
            .Failed("KandjiOutcomeUnknown");

        Assert.Equal(DeviceActionOutcome.Unknown, Assert.Single(result.As<DeviceActionResult>()).Outcome);
    }

    [Fact]
    public void Erase_WhatIfOverManyDevices_ListsEachAndSendsOnlyReads()
    {
        Shell.Run("Get-KandjiDevice | Invoke-KandjiDeviceAction -Action Erase -WhatIf").Succeeded();

        Assert.Equal(60, Shell.Host.Lines.Count(line => line.Contains("What if:")));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Erase_OfADeviceGivenByName_IsRefused()
    {
        Shell.Run($"Invoke-KandjiDeviceAction \"{KnownFleet.MacName}\" Erase -Force").Failed("KandjiNameNotAccepted");
        Assert.Equal(0, Shell.Tenant.State.Devices[KnownFleet.MacId].EraseCount);
    }

    [Theory]
    [InlineData("Erase -Force")]
    [InlineData("Restart")]
    public void Action_OnADeviceThatIsNamedTwice_IsSentOnce(string action)
    {
        InvocationResult result = Shell.Run(
            $"$device = Get-KandjiDevice {KnownFleet.MacId}; $device, '{KnownFleet.MacSerial.ToLowerInvariant()}', $device | "
                + $"Invoke-KandjiDeviceAction -Action {action}").Succeeded();

        Assert.Single(result.Output);
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "POST");
    }

    [Fact]
    public void SetName_OfADeviceThatIsNamedTwice_SendsBothNames()
    {
        Shell.Run(
            $"'A', 'B' | ForEach-Object {{ [pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; new_name = $_ }} }} | "
                + $"Invoke-KandjiDeviceAction -Action SetName").Succeeded();

        Assert.Equal(2, Shell.Tenant.Log.Entries.Count(e => e.Method == "POST"));
    }

    [Fact]
    public void SetName_OfARowWithABlankName_IsOneErrorAndTheRestGoOn()
    {
        InvocationResult result = Shell.Run(
            $"'A', '  ', 'B' | ForEach-Object {{ [pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; new_name = $_ }} }} | "
                + $"Invoke-KandjiDeviceAction -Action SetName");

        Assert.StartsWith("KandjiInvalidArgument,", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(2, result.As<DeviceActionResult>().Count());
        Assert.Equal("B", Shell.Tenant.State.Devices[KnownFleet.MacId].Name);
    }

    [Fact]
    public void Erase_WhenItsInputEndsWithAnError_IsSentToNone()
    {
        Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial}, NOSUCH -ErrorAction Stop | Invoke-KandjiDeviceAction -Action Erase -Force")
            .Failed("KandjiNotFound");
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Erase_WhenTheServiceRepeatsThePin_DoesNotShowIt()
    {
        Shell.Tenant.Faults.Add("POST /**", Fault.Status(400, "{\"PIN\":[\"'604117' is too simple.\"]}"));

        InvocationResult result =
            Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase -Pin 604117 -Force -Verbose -Debug");

        Assert.StartsWith("PIN: '***' is too simple.", result.Error.Exception.Message);
        Assert.DoesNotContain("604117",
            string.Join("\n", result.Verbose.Concat(result.Debug)) + result.As<DeviceActionResult>()
                .Single().Message);
    }

    [Fact]
    public void BlankPush_ByAmbiguousName_ListsTheCandidates()
    {
        Shell.Run($"Invoke-KandjiDeviceAction '{KnownFleet.TwinName}' BlankPush")
            .Failed("KandjiAmbiguous", KnownFleet.FirstTwinSerial, KnownFleet.SecondTwinSerial);
    }

    [Fact]
    public void Action_RefusedForOneDevice_IsOneErrorAndTheRestGoOn()
    {
        InvocationResult result = Shell.Run(
            $"'{KnownFleet.WindowsSerial}', '{KnownFleet.MacSerial}' | Invoke-KandjiDeviceAction -Action ReinstallAgent");

        Assert.Equal("KandjiBadRequest,Kandji.PowerShell.Devices.InvokeKandjiDeviceAction",
            Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.StartsWith("Command is not allowed for current device", result.Errors[0].Exception.Message);
        Assert.Equal([DeviceActionOutcome.Refused, DeviceActionOutcome.Queued], result.As<DeviceActionResult>()
            .Select(r => r.Outcome));
    }

    [Fact]
    public void Action_WhoseAnswerNeverComesAndThatCannotBeLookedUp_IsUnknownAndWasSentOnce()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Status(403));
        Shell.Tenant.Faults.Add("POST /api/v1/devices/*/action/restart", Fault.ExecuteThenReset());

        InvocationResult result = Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Invoke-KandjiDeviceAction -Action Restart")
            .Failed("KandjiOutcomeUnknown");

        Assert.Equal(DeviceActionOutcome.Unknown, Assert.Single(result.As<DeviceActionResult>()).Outcome);
        Assert.Equal(1, Shell.Tenant.State.Devices[KnownFleet.MacId].RestartCount);
    }

    [Theory]
    [InlineData(KnownFleet.MacSerial, "BlankPush", "", "")]
    [InlineData(KnownFleet.MacSerial, "DailyCheckIn", "", "")]
    [InlineData(KnownFleet.MacSerial, "UpdateInventory", "", "")]
    [InlineData(KnownFleet.MacSerial, "RenewMdmProfile", "", "")]
    [InlineData(KnownFleet.MacSerial, "ReinstallAgent", "", "")]
    [InlineData(KnownFleet.MacSerial, "Restart", "-RebuildKernelCache", "{\"RebuildKernelCache\":true}")]
    [InlineData(KnownFleet.MacSerial, "Shutdown", "", "")]
    [InlineData(KnownFleet.MacSerial, "Lock", "-Message 'Call IT' -PhoneNumber '555-0100'",
        "{\"Message\":\"Call IT\",\"PhoneNumber\":\"555-0100\"}")]
    [InlineData(KnownFleet.MacSerial, "Erase", "-Pin 123456", "{\"PIN\":\"123456\"}")]
    [InlineData(KnownFleet.PhoneSerial, "Erase",
        "-PreserveDataPlan:$false -DisallowProximitySetup -ReturnToService -WiFiProfileId " + KnownFleet.WifiProfileId,
        "{\"PreserveDataPlan\":false,\"DisallowProximitySetup\":true,\"ReturnToService\":{\"Enabled\":true,\"ProfileId\":\""
        + KnownFleet.WifiProfileId + "\"}}")]
    [InlineData(KnownFleet.PhoneSerial, "Erase", "-PreserveDataPlan", "{\"PreserveDataPlan\":true}")]
    [InlineData(KnownFleet.PhoneSerial, "Erase", "-PreserveDataPlan:$true", "{\"PreserveDataPlan\":true}")]
    [InlineData(KnownFleet.PhoneSerial, "Erase", "-DisallowProximitySetup:$false -ReturnToService:$false", "{}")]
    [InlineData(KnownFleet.WindowsSerial, "Erase", "-EraseMode WIPE_CLOUD", "{\"erase_mode\":\"WIPE_CLOUD\"}")]
    [InlineData(KnownFleet.AndroidSerial, "Erase", "-EraseFlag WIPE_EXTERNAL_STORAGE, WIPE_ESIMS",
        "{\"erase_flags\":\"WIPE_EXTERNAL_STORAGE,WIPE_ESIMS\"}")]
    [InlineData(KnownFleet.PhoneSerial, "ClearPasscode", "", "")]
    [InlineData(KnownFleet.AndroidSerial, "ResetWorkProfilePasscode", "-NewPassword 'correct-horse' -LockNow",
        "{\"newPassword\":\"correct-horse\",\"resetPasswordFlags\":[\"LOCK_NOW\"]}")]
    [InlineData(KnownFleet.AndroidSerial, "ResetWorkProfilePasscode", "-NewPassword ' battery '",
        "{\"newPassword\":\" battery \",\"resetPasswordFlags\":[]}")]
    [InlineData(KnownFleet.MacSerial, "SetName", "-NewName 'Front Desk 2'", "{\"DeviceName\":\"Front Desk 2\"}")]
    [InlineData(KnownFleet.MacSerial, "UnlockAccount", "-UserName ada", "{\"UserName\":\"ada\"}")]
    [InlineData(KnownFleet.MacSerial, "DeleteUser", "-UserName ada -ForceDeletion",
        "{\"DeleteAllUsers\":false,\"ForceDeletion\":true,\"UserName\":\"ada\"}")]
    [InlineData(KnownFleet.MacSerial, "DeleteUser", "-AllUsers", "{\"DeleteAllUsers\":true,\"ForceDeletion\":false}")]
    [InlineData(KnownFleet.MacSerial, "RemoteDesktop", "-Enabled $true", "{\"EnableRemoteDesktop\":true}")]
    [InlineData(
        KnownFleet.PhoneSerial, "RefreshEsim", "-ServerUrl https://esim.example.com", "{\"eSIMServerURL\":\"https://esim.example.com\"}")]
    [InlineData(KnownFleet.PhoneSerial, "PersonalHotspot", "-Enabled $false", "{\"Enabled\":false}")]
    [InlineData(KnownFleet.PhoneSerial, "DataRoaming", "-Enabled $false", "{\"Enabled\":false}")]
    [InlineData(KnownFleet.PhoneSerial, "EnableLostMode", "-Message 'Lost' -PhoneNumber '555-0100' -Footnote 'Thanks'",
        "{\"Message\":\"Lost\",\"PhoneNumber\":\"555-0100\",\"Footnote\":\"Thanks\"}")]
    [InlineData(KnownFleet.LostPadSerial, "DisableLostMode", "", "")]
    [InlineData(KnownFleet.LostPadSerial, "PlayLostModeSound", "", "")]
    [InlineData(KnownFleet.LostPadSerial, "UpdateLocation", "", "")]
    public void Every_Action_IsSentWithItsParameters(string serial, string action, string parameters, string body)
    {
        DeviceActionResult result = Assert.Single(
            Shell.Run($"Invoke-KandjiDeviceAction {serial} {action} {parameters} -Force").Succeeded().As<DeviceActionResult>());

        Assert.Equal((action, DeviceActionOutcome.Queued), (result.Action.ToString(), result.Outcome));
        var sent = Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "POST");
        Assert.Equal((200, body), (sent.Status, sent.Body));
    }

    [Theory]
    [InlineData("Erase -EraseMode WIP_E")]
    [InlineData("Erase -EraseMode wipe_")]
    [InlineData("Erase -EraseMode WIPECLOU_D")]
    [InlineData("Erase -EraseMode WIPE__CLOUD")]
    [InlineData("Erase -EraseFlag WIPE_E_SIMS")]
    [InlineData("Er_ase")]
    public void Erase_WithAMisplacedUnderscore_IsRefused(string action)
    {
        string device = action.Contains("Flag", StringComparison.Ordinal) ? KnownFleet.AndroidSerial : KnownFleet.WindowsSerial;

        InvocationResult result = Shell.Run($"Invoke-KandjiDeviceAction {device} {action} -Force");

        Assert.NotNull(result.Error);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("-NewPassword 0123", "0123")]
    [InlineData("-NewPassword 000123", "000123")]
    [InlineData("-NewPassword '0123'", "0123")]
    [InlineData("-NewPassword 01234567890123456789", "01234567890123456789")]
    public void NewPassword_InDigitsAsTyped_KeepsItsZeros(string parameter, string sent)
    {
        // The service refuses four characters on this version of Android.
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.AndroidSerial} ResetWorkProfilePasscode {parameter} -Force");

        Assert.Contains(
            $"\"newPassword\":\"{sent}\"", Shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$p = 0123; Invoke-KandjiDeviceAction {0} ResetWorkProfilePasscode -NewPassword $p -Force")]
    [InlineData("$p = @{{ NewPassword = 004321 }}; Invoke-KandjiDeviceAction {0} ResetWorkProfilePasscode @p -Force")]
    [InlineData("Invoke-KandjiDeviceAction {0} ResetWorkProfilePasscode -NewPassword (0123) -Force")]
    public void NewPassword_AsANumber_IsRefused(string script)
    {
        InvocationResult result =
            Shell.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, KnownFleet.AndroidSerial));

        Assert.Contains("leading zeros", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method != "GET");
    }
}
