using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class DeviceViewTests
{
    [Fact]
    public async Task Table_FitsEightyColumnsAndShowsNameSerialAndWhenSeen()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        string table = shell.Show("Get-KandjiDevice");

        Assert.Contains(KnownFleet.MacSerial, table);
        Assert.Contains(" ago", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
    [Theory]
    [InlineData(KnownFleet.MacSerial)]
    [InlineData(KnownFleet.WindowsSerial)]
    [InlineData(KnownFleet.AndroidSerial)]
    public async Task Details_OfEveryPlatformThatTellsItsStorage_ShowWhatIsFree(string serialNumber)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Matches(@"Storage +: [\d.,]+ GB free of [\d.,]+ GB", shell.Show($"Get-KandjiDeviceDetail {serialNumber}"));
    }
}
