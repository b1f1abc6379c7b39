using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;

namespace Kandji.PowerShell.Tests.Devices;

/// <summary>The common behaviour of the cmdlets that read something of devices: forms of input, order, errors, stopping.</summary>
public sealed class DeviceReadTests : CommandTests
{
    public static readonly TheoryData<string> Cmdlets =
    [
        "Get-KandjiDeviceDetail", "Get-KandjiDeviceApp", "Get-KandjiDeviceActivity", "Get-KandjiDeviceCommand",
        "Get-KandjiDeviceLibraryItem",
        "Get-KandjiDeviceParameter", "Get-KandjiDeviceStatus", "Get-KandjiDeviceSecret", "Get-KandjiDeviceNote",
    ];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Read_HoweverTheDeviceIsNamed_TellsTheDeviceOnEveryObject(string cmdlet)
    {
        foreach (string form in new[]
        {
            $"{cmdlet} {KnownFleet.MacSerial}", $"{cmdlet} {KnownFleet.MacId}", $"{cmdlet} \"{KnownFleet.MacName}\"",
            $"Get-KandjiDevice {KnownFleet.MacId} | {cmdlet}",
            $"[pscustomobject]@{{ 'Serial Number' = '{KnownFleet.MacSerial}'; note = 'x' }} | {cmdlet}",
            $"@{{ device_id = '{KnownFleet.MacId}' }} | {cmdlet}", $"Get-KandjiDeviceStatus {KnownFleet.MacId} | {cmdlet}",
        })
        {
            var records = Shell.Run(form).Succeeded().As<IDeviceRecord>();

            Assert.NotEmpty(records);
            Assert.All(records, record => Assert.Equal(
                (KnownFleet.MacId, KnownFleet.MacName, KnownFleet.MacSerial), (record.DeviceId, record.DeviceName, record.SerialNumber)));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Read_OfUnknownAndKnownDevices_WritesOneErrorForEachUnknownAndTheRest(string cmdlet)
    {
        InvocationResult result =
            Shell.Run($"'NOSUCH', '{KnownFleet.MacSerial}', '00000000-0000-4000-8000-000000000000' | {cmdlet}");

        Assert.Null(result.Terminating);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Equal(
            ["NOSUCH", "00000000-0000-4000-8000-000000000000"], result.Errors.Select(error => error.TargetObject.ToString()));
        Assert.All(result.As<IDeviceRecord>(), record => Assert.Equal(KnownFleet.MacId, record.DeviceId));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Read_OfANameThatTwoDevicesHave_ListsBoth(string cmdlet)
    {
        Shell.Run($"{cmdlet} '{KnownFleet.TwinName}'").Failed("KandjiAmbiguous", KnownFleet.FirstTwinSerial, KnownFleet.SecondTwinSerial);
    }

    [Fact]
    public async Task Read_OfAFleet_KeepsTheOrderAndTheWidth()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 90 });

        var inOrder = shell.Run("Get-KandjiDevice -OrderBy SerialNumber | ForEach-Object DeviceId").Succeeded().As<string>();
        shell.Tenant.Log.Clear();
        // Answers that take a while: without, one may be there before the next request has left.
        shell.Tenant.Latency = TimeSpan.FromMilliseconds(20);
        var read = shell.Run("Get-KandjiDevice -OrderBy SerialNumber | Get-KandjiDeviceDetail -ThrottleLimit 7").Succeeded()
            .As<DeviceDetail>();

        Assert.Equal(inOrder, read.Select(detail => detail.DeviceId!));
        Assert.InRange(shell.Tenant.Log.MaxConcurrency, 2, 8);
    }

    [Fact]
    public void Read_OneAtATime_HasOneRequestUnderWay()
    {
        Shell.Run("$script:devices = Get-KandjiDevice").Succeeded();
        Shell.Tenant.Log.Clear();

        Assert.Equal(60, Shell.Run("$devices | Get-KandjiDeviceDetail -ThrottleLimit 1").Succeeded().Output.Count);
        Assert.Equal(1, Shell.Tenant.Log.MaxConcurrency);
    }

    [Fact]
    public async Task Read_WhenNobodyWantsMore_AsksForNoMoreDevices()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 1000 });

        // As Select-Object -First does: it stops the commands before it as soon as it has enough.
        InvocationResult result = shell.Run(
            "& { Get-KandjiDevice | Get-KandjiDeviceStatus -ThrottleLimit 4 | ForEach-Object { $_; if (++$n -eq 3) { break } } }");

        Assert.Equal(3, result.Output.Count);
        int asked = shell.Tenant.Log.Entries.Count(entry => entry.Path.EndsWith("/status"));
        Assert.InRange(asked, 3, 3 + (2 * 4));
    }

    [Fact]
    public async Task Read_WhenStopped_CancelsWhatIsUnderWay()
    {
        Shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/details", Fault.Before(_ =>
        {
            asked.TrySetResult();
            goOn.Wait();
        }));

        var (command, ended) = Shell.Start("$devices | Get-KandjiDeviceDetail -ThrottleLimit 2");
        using (command)
        {
            await asked.Task;
            command.Stop();
            await Assert.ThrowsAsync<System.Management.Automation.PipelineStoppedException>(() => ended);
        }
        goOn.Set();
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Path.EndsWith("/details")), 1, 2);
    }

    [Fact]
    public void Read_WhenOneDeviceFails_ReportsItAboutThatDeviceAndGoesOn()
    {
        Shell.Tenant.Faults.Add(
            $"GET /api/v1/devices/{KnownFleet.PhoneId}/details", Fault.Status(403, "{\"detail\":\"Not yours.\"}"));

        InvocationResult result = Shell.Run("Get-KandjiDevice | Get-KandjiDeviceDetail");

        Assert.Equal(59, result.Output.Count);
        Assert.StartsWith("KandjiForbidden,Kandji.PowerShell.Devices.GetKandjiDeviceDetail", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.PhoneSerial, result.Error.TargetObject.ToString());
    }

    [Fact]
    public void Read_WhenTheTokenDiesHalfway_EndsThePipeline()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/details", Fault.Status(401), after: 20);

        InvocationResult result = Shell.Run("Get-KandjiDevice | Get-KandjiDeviceDetail -ThrottleLimit 2").Failed("KandjiUnauthorized");

        Assert.InRange(result.Output.Count, 1, 20);
    }

    [Fact]
    public async Task Read_OfManySerialNumbers_ReadsTheListOnceInsteadOfLookingUpEach()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(
            new SimulatorOptions { DeviceCount = 251, Limits = new GatewayLimits { Enabled = false } });
        object[] serials = shell.Run("Get-KandjiDevice | ForEach-Object SerialNumber").Succeeded().As<string>()
            .ToArray<object>();
        shell.Tenant.Log.Clear();

        Assert.Equal(251, shell.Run("$input | Get-KandjiDeviceStatus", serials).Succeeded().Output.Count);
        Assert.Equal(41, shell.Tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/devices"));
    }

    [Fact]
    public void Read_OfAFleetThatWaitsItsTurn_ShowsNoBarForShortWaits()
    {
        Shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        // Refusals in a row are one wait, which is shown once it has lasted for five seconds.
        Shell.Tenant.Faults.Add("GET /**", Fault.Status(429, retryAfter: "2"), times: 1);

        InvocationResult result = Shell.Run("$devices | Get-KandjiDeviceStatus -ThrottleLimit 8 -Verbose")
            .Succeeded();

        Assert.Contains(result.Verbose, line => line.Contains("Waiting"));
        Assert.DoesNotContain(result.Progress, record => record.StatusDescription.Contains("Waiting"));
    }

    [Fact]
    public void Views_OfEverything_FitEightyColumnsAndNameTheDevice()
    {
        foreach (string command in Cmdlets.Select(row => row.Data).Append("Get-KandjiDeviceLostMode"))
        {
            string serial = command == "Get-KandjiDeviceLostMode" ? KnownFleet.LostPadSerial : KnownFleet.MacSerial;
            string shown = Shell.Show($"{command} {serial}");

            Assert.Contains(Shell.Tenant.State.Devices.Single(device => device.SerialNumber == serial).Name[..6], shown);
            Assert.DoesNotContain("System.Object[]", shown);
            Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        }
    }

    [Fact]
    public void Views_OfADeviceNamedWithTerminalCodes_ShowThemAsPictures()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].Name = "\u001b[2Jgone";

        foreach (string command in Cmdlets.Select(row => row.Data))
            Assert.DoesNotContain("\u001b", Shell.Show($"{command} {KnownFleet.MacSerial}"), StringComparison.Ordinal);
    }
}
