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
    [InlineData(KnownFleet.MacSerial)]
    [InlineData(KnownFleet.WindowsSerial)]
    [InlineData(KnownFleet.AndroidSerial)]
    public void Details_OfEveryPlatformThatTellsItsStorage_ShowWhatIsFree(string serialNumber)
    {
        Assert.Matches(@"Storage +: [\d.,]+ GB free of [\d.,]+ GB", Shell.Show($"Get-KandjiDeviceDetail {serialNumber}"));
    }
}
