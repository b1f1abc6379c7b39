using Kandji.Client.Devices;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Rows about devices from elsewhere: another product's ids, doubled serial numbers, devices that have not enrolled.</summary>
public sealed class ForeignDeviceTests : CommandTests
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
    public void EveryCommand_OfARowWithAnotherProductsId_GoesByTheSerialNumber(string columns)
    {
        string row = $"[pscustomobject]@{{ {columns} }}";

        foreach (string command in (string[])[
            "Get-KandjiDevice", "Get-KandjiDeviceDetail", "Get-KandjiDeviceApp", "Get-KandjiDeviceStatus",
            "Set-KandjiDevice -AssetTag 'F-1'", "Move-KandjiDevice -Blueprint Sales", "Invoke-KandjiDeviceAction BlankPush"])
        {
            InvocationResult result = Shell.Run($"{row} | {command}").Succeeded();
            Assert.NotEmpty(result.Output);
            Assert.All(result.Output, item => Assert.Equal(KnownFleet.MacId, item.Properties["DeviceId"].Value));
        }
        Shell.Run($"{row} | Remove-KandjiDevice -Force").Succeeded();
        Assert.EndsWith(KnownFleet.MacId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Fact]
    public void Set_OfALongFileWithAnotherProductsIds_GoesByTheSerialNumbers()
    {
        InvocationResult result = Shell.Run(
            "Get-KandjiDevice | ForEach-Object { [pscustomobject]@{ 'Device ID' = [guid]::NewGuid(); Serial = $_.SerialNumber; "
                + "'Asset Tag' = \"F-$($_.SerialNumber)\" } } | Set-KandjiDevice").Succeeded();

        Assert.Equal(60, result.Output.Count);
        Assert.All(result.As<Device>(), device => Assert.Equal("F-" + device.SerialNumber, device.AssetTag));
        // After some look-ups the list takes fewer requests than one for each of the rest.
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Method == "GET"), 1, 60);
    }

    [Theory]
    [InlineData("Get-KandjiDevice", true)]
    [InlineData("Set-KandjiDevice -AssetTag x", true)]
    [InlineData("Remove-KandjiDevice -Force", true)]
    [InlineData("Invoke-KandjiDeviceAction Erase -Force", true)]
    [InlineData("Get-KandjiDevice", false)]
    [InlineData("Set-KandjiDevice -AssetTag x", false)]
    public void AnyCommand_OfASerialNumberThatTwoRecordsHave_ShowsWhatTellsThemApart(string command, bool isRow)
    {
        AddSecondRecord(Shell);
        string input = isRow ? $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }}" : $"'{KnownFleet.MacSerial}'";

        InvocationResult result = Shell.Run($"{input} | {command}").Failed("KandjiAmbiguous");

        string[] lines = result.Error.Exception.Message.Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("2 devices have the serial number", lines[0]);
        Assert.All(lines[1..3], line => Assert.StartsWith($"  {KnownFleet.MacName} ({KnownFleet.MacSerial}), ", line));
        Assert.Single(lines, line => line.Contains(", MacBook Air 2017, assigned to nobody, last check-in never, removed, id "));
        Assert.Single(lines, line => line.Contains($", {KnownFleet.AdaEmail}, last check-in ") && line.Contains(" ago)"));
        Assert.Equal("Give the id.", lines[3]);
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Fact]
    public void Set_OfADoubledSerialNumberWithItsId_TakesTheRecordOfTheId()
    {
        AddSecondRecord(Shell);

        Device device = Assert.Single(Shell.Run(
            $"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}'; serial_number = '{KnownFleet.MacSerial}'; asset_tag = 'F-2' }} | "
                + "Set-KandjiDevice").Succeeded().As<Device>());

        Assert.Equal((KnownFleet.MacId, "F-2"), (device.DeviceId, device.AssetTag));
    }

    [Theory]
    [InlineData("Set-KandjiDevice -AssetTag 'F-3'")]
    [InlineData("Move-KandjiDevice -Blueprint Sales")]
    public void Change_OfADeviceThatHasNotEnrolled_SaysWhichCommandTakesIt(string command)
    {
        InvocationResult result = Shell.Run($"'{KnownFleet.NewMacSerial}', 'NOSUCH' | {command}");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Contains("has not enrolled yet. Set-KandjiAdeDevice", result.Errors[0].Exception.Message);
        Assert.DoesNotContain("Set-KandjiAdeDevice", result.Errors[1].Exception.Message);
    }

    [Fact]
    public void Change_WithATokenThatMayNotReadEnrollment_SaysThatTheDeviceWasNotFoundAndAsksOnce()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list", "Device ID", "Update device"));

        InvocationResult result = Shell.Run($"'{KnownFleet.NewMacSerial}', 'NOSUCH' | Set-KandjiDevice -AssetTag x");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Path.Contains("/ade/", StringComparison.Ordinal));
    }

    // The vendor's template: serial_number, blueprint_name, asset_tag, username, user.
    [Theory]
    [InlineData("null", "")]
    [InlineData("NULL", "NULL")]
    [InlineData("", KnownFleet.MacAssetTag)]
    [InlineData("F-4", "F-4")]
    public void Set_FromTheVendorsTemplate_ClearsTheAssetTagWhereItSaysNull(string cell, string assetTag)
    {
        string row = $"blueprint_name = 'Sales'; asset_tag = '{cell}'; username = 'for reference only'; user = ''";

        Device device = Assert.Single(Shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {row} }} | Set-KandjiDevice").Succeeded().As<Device>());
        Shell.Run($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -AssetTag '{KnownFleet.MacAssetTag}'").Succeeded();
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.NewMacSerial}'; {row} }} | Set-KandjiAdeDevice").Succeeded();

        Assert.Equal((assetTag, "Sales", KnownFleet.AdaId), (device.AssetTag ?? "", device.BlueprintName, device.User!.Id));
        Assert.Equal(assetTag, Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId].AssetTag ?? "");
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
