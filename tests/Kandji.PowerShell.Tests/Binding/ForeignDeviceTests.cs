using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Rows about devices from elsewhere: another product's ids, doubled serial numbers, devices that have not enrolled.</summary>
public sealed class ForeignDeviceTests
{
    private const string ForeignId = "7c2d0b6e-93a4-4e0f-8a3c-5d5e1f0a9b42";

    public static readonly TheoryData<string> Rows =
    [
        $"'Device ID' = '{ForeignId}'; 'Serial Number' = '{KnownFleet.MacSerial}'",
        $"DeviceId = '{ForeignId}'; SerialNumber = '{KnownFleet.MacSerial.ToLowerInvariant()}'",
        $"'Device ID' = '4711'; Serial = '{KnownFleet.MacSerial}'",
        $"'Computer ID' = '12'; 'Serial Number' = ' {KnownFleet.MacSerial} '",
        $"device_id = '{KnownFleet.PhoneSerial}'; serial_number = '{KnownFleet.MacSerial}'",
        $"device_id = '{KnownFleet.MacId}'; serial_number = '{KnownFleet.MacSerial}'",
        $"device_id = '{KnownFleet.MacId.ToUpperInvariant()}'; serial_number = ''",
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task EveryCommand_OfARowWithAnotherProductsId_GoesByTheSerialNumber(string columns)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string row = $"[pscustomobject]@{{ {columns} }}";

        foreach (string command in (string[])[
            "Get-KandjiDevice", "Get-KandjiDeviceDetail", "Get-KandjiDeviceApp", "Get-KandjiDeviceStatus",
            "Set-KandjiDevice -AssetTag 'F-1'", "Move-KandjiDevice -Blueprint Sales", "Invoke-KandjiDeviceAction BlankPush"])
        {
            InvocationResult result = shell.Run($"{row} | {command}").Succeeded();
            Assert.NotEmpty(result.Output);
            Assert.All(result.Output, item => Assert.Equal(KnownFleet.MacId, item.Properties["DeviceId"].Value));
        }
        shell.Run($"{row} | Remove-KandjiDevice -Force").Succeeded();
        Assert.EndsWith(KnownFleet.MacId, Assert.Single(shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Fact]
    public async Task Set_OfALongFileWithAnotherProductsIds_GoesByTheSerialNumbers()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            "Get-KandjiDevice | ForEach-Object { [pscustomobject]@{ 'Device ID' = [guid]::NewGuid(); Serial = $_.SerialNumber; "
                + "'Asset Tag' = \"F-$($_.SerialNumber)\" } } | Set-KandjiDevice").Succeeded();

        Assert.Equal(60, result.Output.Count);
        Assert.All(result.As<Device>(), device => Assert.Equal("F-" + device.SerialNumber, device.AssetTag));
        // After some look-ups the list takes fewer requests than one for each of the rest.
        Assert.InRange(shell.Tenant.Log.Entries.Count(entry => entry.Method == "GET"), 1, 60);
    }

    [Theory]
    [InlineData("Get-KandjiDevice", true)]
    [InlineData("Set-KandjiDevice -AssetTag x", true)]
    [InlineData("Remove-KandjiDevice -Force", true)]
    [InlineData("Invoke-KandjiDeviceAction Erase -Force", true)]
    [InlineData("Get-KandjiDevice", false)]
    [InlineData("Set-KandjiDevice -AssetTag x", false)]
    public async Task AnyCommand_OfASerialNumberThatTwoRecordsHave_ShowsWhatTellsThemApart(string command, bool isRow)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        AddSecondRecord(shell);
        string input = isRow ? $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }}" : $"'{KnownFleet.MacSerial}'";

        InvocationResult result = shell.Run($"{input} | {command}");

        Assert.StartsWith("KandjiAmbiguous,", result.Error.FullyQualifiedErrorId);
        string[] lines = result.Error.Exception.Message.Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("2 devices have the serial number", lines[0]);
        Assert.All(lines[1..3], line => Assert.StartsWith($"  {KnownFleet.MacName} ({KnownFleet.MacSerial}), ", line));
        Assert.Single(lines, line => line.Contains(", MacBook Air 2017, assigned to nobody, last check-in never, removed, id "));
        Assert.Single(lines, line => line.Contains($", {KnownFleet.AdaEmail}, last check-in ") && line.Contains(" ago)"));
        Assert.Equal("Give the id.", lines[3]);
        Assert.All(shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Fact]
    public async Task Set_OfADoubledSerialNumberWithItsId_TakesTheRecordOfTheId()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        AddSecondRecord(shell);

        Device device = Assert.Single(shell.Run(
            $"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}'; serial_number = '{KnownFleet.MacSerial}'; asset_tag = 'F-2' }} | "
                + "Set-KandjiDevice").Succeeded().As<Device>());

        Assert.Equal((KnownFleet.MacId, "F-2"), (device.DeviceId, device.AssetTag));
    }

    [Theory]
    [InlineData("Set-KandjiDevice -AssetTag 'F-3'")]
    [InlineData("Move-KandjiDevice -Blueprint Sales")]
    public async Task Change_OfADeviceThatHasNotEnrolled_SaysWhichCommandTakesIt(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"'{KnownFleet.NewMacSerial}', 'NOSUCH' | {command}");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Contains("has not enrolled yet. Set-KandjiAdeDevice", result.Errors[0].Exception.Message);
        Assert.DoesNotContain("Set-KandjiAdeDevice", result.Errors[1].Exception.Message);
    }

    [Fact]
    public async Task Change_WithATokenThatMayNotReadEnrollment_SaysThatTheDeviceWasNotFoundAndAsksOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Use(shell.Tenant.CreateToken("Device list", "Device ID", "Update device"));

        InvocationResult result = shell.Run($"'{KnownFleet.NewMacSerial}', 'NOSUCH' | Set-KandjiDevice -AssetTag x");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Single(shell.Tenant.Log.Entries, entry => entry.Path.Contains("/ade/", StringComparison.Ordinal));
    }

    // The vendor's template: serial_number, blueprint_name, asset_tag, username, user.
    [Theory]
    [InlineData("null", "")]
    [InlineData("NULL", "NULL")]
    [InlineData("", KnownFleet.MacAssetTag)]
    [InlineData("F-4", "F-4")]
    public async Task Set_FromTheVendorsTemplate_ClearsTheAssetTagWhereItSaysNull(string cell, string assetTag)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string row = $"blueprint_name = 'Sales'; asset_tag = '{cell}'; username = 'for reference only'; user = ''";

        Device device = Assert.Single(shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {row} }} | Set-KandjiDevice").Succeeded().As<Device>());
        shell.Run($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -AssetTag '{KnownFleet.MacAssetTag}'").Succeeded();
        shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.NewMacSerial}'; {row} }} | Set-KandjiAdeDevice").Succeeded();

        Assert.Equal((assetTag, "Sales", KnownFleet.AdaId), (device.AssetTag ?? "", device.BlueprintName, device.User!.Id));
        Assert.Equal(assetTag, shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId].AssetTag ?? "");
    }

    private static void AddSecondRecord(PowerShellSession shell)
    {
        TenantState state = shell.Tenant.State;
        state.Devices.Add(new SimulatedDevice("a1000000-0000-4000-8000-0000000000f1", KnownFleet.MacSerial, DevicePlatform.Mac)
        {
            Name = KnownFleet.MacName, Model = "MacBook Air 2017", Blueprint = state.Blueprints[KnownFleet.SalesId], IsRemoved = true,
        });
    }
}
