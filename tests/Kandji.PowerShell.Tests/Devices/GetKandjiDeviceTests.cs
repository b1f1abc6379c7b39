using System.Linq;
using System.Threading.Tasks;
using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Xunit;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class GetKandjiDeviceTests
{
    [Fact]
    public async Task Get_WithoutParameters_ListsEveryDeviceOnce()
    {
        await using Shell shell = await Shell.ConnectedAsync(new SimulatorOptions { DeviceCount = 700 });

        var devices = shell.Run("Get-KandjiDevice").Succeeded().Of<Device>();

        Assert.Equal(700, devices.Count);
        Assert.Equal(700, devices.Select(d => d.DeviceId).Distinct().Count());
    }

    [Fact]
    public async Task Get_BySerialNumber_ReturnsTheOneThatHasAllOfIt()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        Device device = Assert.Single(shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial}").Succeeded().Of<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
    }

    [Fact]
    public async Task Get_ByUnknownSerialNumber_WritesOneErrorAndGoesOn()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        Result result = shell.Run($"'NOSUCHSERIAL', '{KnownFleet.PhoneSerial}' | Get-KandjiDevice");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Devices.GetKandjiDevice", result.Error.FullyQualifiedErrorId);
        Assert.Equal(KnownFleet.PhoneId, Assert.Single(result.Of<Device>()).DeviceId);
    }

    [Fact]
    public async Task Get_ByRowsOfACsvFile_BindsTheirColumns()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        var devices = shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; note = 'a' },
            [pscustomobject]@{ SerialNumber = '{{KnownFleet.PhoneSerial}}' },
            [pscustomobject]@{ device_id = '{{KnownFleet.WindowsId}}' },
            [pscustomobject]@{ DeviceId = '{{KnownFleet.AndroidId}}' } | Get-KandjiDevice
            """).Succeeded().Of<Device>();

        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId, KnownFleet.WindowsId, KnownFleet.AndroidId], devices.Select(d => d.DeviceId!));
    }
}
