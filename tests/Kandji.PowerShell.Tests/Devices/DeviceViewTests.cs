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

    // Each platform has other fields for the name and the version of an application.
    [Theory]
    [InlineData(KnownFleet.MacSerial)]
    [InlineData(KnownFleet.PhoneSerial)]
    [InlineData(KnownFleet.WindowsSerial)]
    [InlineData(KnownFleet.AndroidSerial)]
    public void Apps_OfEveryPlatform_AreFoundByTheHeadingsOfTheTable(string serialNumber)
    {
        string[] headings = Shell.Show($"Get-KandjiDeviceApp {serialNumber}").Split('\n', StringSplitOptions.RemoveEmptyEntries)[0]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

        InvocationResult run = Shell.Run($"$apps = @(Get-KandjiDeviceApp {serialNumber}); $apps.Count; "
            + string.Join("; ", headings.Select(heading => $"@($apps | Where-Object {heading.Trim()}).Count")));

        var counts = run.Succeeded().As<int>();
        Assert.NotEqual(0, counts[0]);
        Assert.Equal(Enumerable.Repeat(counts[0], headings.Length), counts.Skip(1));
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
