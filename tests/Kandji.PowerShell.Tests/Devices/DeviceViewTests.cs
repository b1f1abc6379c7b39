namespace Kandji.PowerShell.Tests.Devices;

public sealed class DeviceViewTests : CommandTests
{
    [Fact]
    public void Table_FitsEightyColumnsAndShowsNameSerialAndWhenSeen()
    {
        string table = Shell.Show("Get-KandjiDevice");

        Assert.Contains(KnownFleet.MacSerial, table);
        Assert.Contains(" ago", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Theory]
    [InlineData("\"library_items\":null,\"parameters\":null")]
    [InlineData("\"library_items\":[]")]
    public void Status_WithoutItemsAndParameters_HasNoneOfThem(string sections)
    {
        Shell.Tenant.Faults.Add(
            "GET /api/v1/devices/*/status", Fault.Replace(_ => (200, $"{{\"device_id\":\"{KnownFleet.MacId}\",{sections}}}")));

        InvocationResult run = Shell.Run(
            $"Get-KandjiDeviceStatus {KnownFleet.MacSerial} | ForEach-Object {{ $_.Items, $_.ItemsFailed, $_.Params, $_.ParamsFailed }}");

        Assert.Equal([0, 0, 0, 0], run.Succeeded().As<int>());
        Assert.Matches($"{KnownFleet.MacSerial} +0 +0 +0 +0", Shell.Show($"Get-KandjiDeviceStatus {KnownFleet.MacSerial}"));
    }

    [Theory]
    [InlineData(KnownFleet.MacSerial)]
    [InlineData(KnownFleet.WindowsSerial)]
    [InlineData(KnownFleet.AndroidSerial)]
    public void Details_OfEveryPlatformThatTellsItsStorage_ShowWhatIsFree(string serialNumber)
    {
        Assert.Matches(@"Storage +: [\d.,]+ GB free of [\d.,]+ GB", Shell.Show($"Get-KandjiDeviceDetail {serialNumber}"));
    }
}
