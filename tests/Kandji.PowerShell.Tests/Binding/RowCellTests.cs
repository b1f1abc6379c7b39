using Kandji.Client.Devices;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Rows whose cells are not all text, as those of workbooks and databases, and rows with several columns for one thing.</summary>
public sealed class RowCellTests : CommandTests
{
    public static readonly TheoryData<string> DeviceCommands = new(
        "Remove-KandjiDevice -Force", "Lock-KandjiDevice -Force", "Invoke-KandjiDeviceAction -Action Erase -Force",
        "Invoke-KandjiDeviceAction -Action Restart", "Set-KandjiDevice -AssetTag X", "Move-KandjiDevice -Blueprint Sales",
        "New-KandjiDeviceNote -Content x", "Get-KandjiDeviceDetail");

    public static readonly TheoryData<string> Contradictions = new(
        $"serial_number = '{KnownFleet.MacSerial}'; 'Serial Number' = '{KnownFleet.PhoneSerial}'",
        $"serial = '{KnownFleet.MacSerial}'; SerialNumber = '{KnownFleet.PhoneSerial}'",
        $"serial_number = '{KnownFleet.MacSerial}'; device_serial_number = '{KnownFleet.PhoneSerial}'; device_id = '{KnownFleet.MacId}'",
        $"device_id = '{KnownFleet.MacId}'; computer_id = '{KnownFleet.PhoneId}'",
        $"device_id = '{KnownFleet.MacId}'; 'Device ID' = '{KnownFleet.PhoneId}'");

    public static readonly TheoryData<string> Unreadable = new(
        $"serial_number = @('{KnownFleet.PhoneSerial}', '{KnownFleet.MacSerial}'); device_id = '{KnownFleet.MacId}'",
        $"serial_number = 1.23456789012345E+18; device_id = '{KnownFleet.MacId}'",
        $"serial_number = [datetime]'2026-01-02'; device_id = '{KnownFleet.MacId}'",
        $"serial = @{{ value = '{KnownFleet.PhoneSerial}' }}; device_id = '{KnownFleet.MacId}'");

    [Theory]
    [MemberData(nameof(DeviceCommands))]
    public void Command_OfARowWithTwoColumnsThatNameDifferentDevices_RefusesIt(string command)
    {
        foreach (string columns in Contradictions)
        {
            InvocationResult result = Shell.Run($"[pscustomobject]@{{ {columns} }} | {command}");

            Assert.Contains("several columns", result.Error.Exception.Message);
            Assert.Empty(Shell.Tenant.Log.Entries);
        }
    }

    [Theory]
    [MemberData(nameof(DeviceCommands))]
    public void Command_OfARowWhoseSerialNumberCannotBeRead_DoesNotGoByTheId(string command)
    {
        foreach (string columns in Unreadable)
        {
            InvocationResult result = Shell.Run($"[pscustomobject]@{{ {columns} }} | {command}");

            Assert.Contains("The column 'serial", result.Error.Exception.Message);
            Assert.Empty(Shell.Tenant.Log.Entries);
        }
    }

    [Fact]
    public void Remove_OfRowsOfWhichOneContradictsItself_RemovesTheOthers()
    {
        InvocationResult result = Shell.Run($$"""
            [pscustomobject]@{ serial = '{{KnownFleet.MacSerial}}'; serial_number = '{{KnownFleet.PhoneSerial}}' },
            [pscustomobject]@{ serial = '{{KnownFleet.AndroidSerial}}'; serial_number = '{{KnownFleet.AndroidSerial.ToLowerInvariant()}}' } |
                Remove-KandjiDevice -Force
            """);

        Assert.StartsWith("ParameterArgumentTransformationError,", result.Error.FullyQualifiedErrorId);
        Assert.EndsWith(KnownFleet.AndroidId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    // PowerShell takes these for numbers.
    [Theory]
    [InlineData("0123456789", "123456789")]
    [InlineData("5E7", "50000000")]
    [InlineData("1234567L", "1234567")]
    [InlineData("7654321d", "7654321")]
    [InlineData("1kb", "1024")]
    [InlineData("0x1F", "31")]
    public void Remove_OfASerialNumberThatIsTypedWithoutQuotes_MeansItAsItIsTyped(string typed, string number)
    {
        string other = AddDevice(number);
        Shell.Run($"Remove-KandjiDevice {typed} -Force").Failed("KandjiNotFound", typed);
        Assert.NotNull(Shell.Tenant.State.Devices[other]);

        string meant = AddDevice(typed);
        Shell.Run($"Remove-KandjiDevice {typed} -Force").Succeeded();
        Assert.EndsWith(meant, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Theory]
    [InlineData("[double]490154203237")]
    [InlineData("[decimal]490154203237")]
    [InlineData("[uint64]490154203237")]
    [InlineData("490154203237")]
    public void Command_OfARowWhoseSerialNumberIsANumber_FindsTheDevice(string cell)
    {
        string id = AddDevice("490154203237");

        Device device = Assert.Single(
            Shell.Run($"[pscustomobject]@{{ serial_number = {cell} }} | Get-KandjiDevice").Succeeded().As<Device>());

        Assert.Equal(id, device.DeviceId);
    }

    private string AddDevice(string serialNumber)
    {
        TenantState state = Shell.Tenant.State;
        return state.Devices.Add(new SimulatedDevice(Guid.NewGuid().ToString(), serialNumber, DevicePlatform.Mac)
        {
            Blueprint = state.Devices[KnownFleet.MacId].Blueprint,
        }).Id;
    }
}
