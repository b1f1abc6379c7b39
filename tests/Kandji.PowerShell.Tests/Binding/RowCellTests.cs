using Kandji.Client.Devices;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Rows whose cells are not all text, as those of workbooks and databases, and rows with several columns for one thing.</summary>
public sealed class RowCellTests : CommandTests
{
    private const string OtherUserId = "c1000000-0000-4000-8000-0000000000fd";

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
            [pscustomobject]@{
                serial = '{{KnownFleet.AndroidSerial}}'; serial_number = '{{KnownFleet.AndroidSerial.ToLowerInvariant()}}' } |
                Remove-KandjiDevice -Force
            """);

        Assert.StartsWith("KandjiContradiction,", result.Error.FullyQualifiedErrorId);
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

    [Theory]
    [InlineData("asset_tag = [double]421", "{\"asset_tag\":\"421\"}")]
    [InlineData("asset_tag = [double]4.5", "{\"asset_tag\":\"4.5\"}")]
    [InlineData("asset_tag = [decimal]421", "{\"asset_tag\":\"421\"}")]
    [InlineData("asset_tag = [int16]421", "{\"asset_tag\":\"421\"}")]
    [InlineData("tags = [double]2027", "{\"tags\":[\"2027\"]}")]
    [InlineData($"tags = @(Get-KandjiTag '{KnownFleet.PilotTagName}')", $"{{\"tags\":[\"{KnownFleet.PilotTagName}\"]}}")]
    [InlineData($"tags = Get-KandjiTag '{KnownFleet.PilotTagName}'", $"{{\"tags\":[\"{KnownFleet.PilotTagName}\"]}}")]
    [InlineData("blueprint = Get-KandjiBlueprint Sales", "{\"blueprint_id\":\"" + KnownFleet.SalesId + "\"}")]
    [InlineData("user = Get-KandjiUser left@example.com", "{\"user\":\"" + KnownFleet.LeaverId + "\"}")]
    [InlineData("user = [pscustomobject]@{ id = '1'; email = 'left@example.com' }", "{\"user\":\"" + KnownFleet.LeaverId + "\"}")]
    public void Set_FromACellThatIsNoText_SetsWhatItHolds(string cell, string body)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {cell} }} | Set-KandjiDevice").Succeeded();

        Assert.Equal(body, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH").Body);
    }

    [Theory]
    [InlineData("asset_tag = [double]421", "421")]
    [InlineData("blueprint = Get-KandjiBlueprint Sales", KnownFleet.SalesId)]
    [InlineData("user = Get-KandjiUser left@example.com", KnownFleet.LeaverId)]
    public void SetAde_FromACellThatIsNoText_SetsWhatItHolds(string cell, string value)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.NewMacSerial}'; {cell} }} | Set-KandjiAdeDevice").Succeeded();

        Assert.Contains($"\"{value}\"", Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH").Body);
    }

    [Theory]
    [InlineData("asset_tag = [datetime]'2026-01-02'")]
    [InlineData("blueprint = Get-KandjiUser left@example.com")]
    [InlineData("user = Get-KandjiBlueprint Sales")]
    [InlineData("asset_tag = 'good'; user = Get-KandjiBlueprint Sales")]
    public void SetAde_FromACellThatCannotBeRead_IsAnError(string cell)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.NewMacSerial}'; {cell} }} | Set-KandjiAdeDevice")
            .Failed("KandjiInvalidArgument", "The column '");
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("asset_tag = [datetime]'2026-01-02'")]
    [InlineData("asset_tag = $true")]
    [InlineData("asset_tag = 1E+20")]
    [InlineData("asset_tag = @('a', 'b')")]
    [InlineData("blueprint_name = [datetime]'2026-01-02'")]
    [InlineData("blueprint = Get-KandjiUser left@example.com")]
    [InlineData("user_email = $true")]
    [InlineData("user = Get-KandjiBlueprint Sales")]
    [InlineData("tags = [datetime]'2026-01-02'")]
    [InlineData("tags = @{ a = 1 }")]
    [InlineData("asset_tag = 'good'; tags = $true")]
    public void Set_FromACellThatCannotBeRead_IsAnErrorAndTheRestGoesOn(string cell)
    {
        InvocationResult result = Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; {{cell}} },
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = 'next' } | Set-KandjiDevice
            """);

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("The column '", result.Error.Exception.Message);
        Assert.EndsWith(KnownFleet.PhoneId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH").Path);
    }

    [Theory]
    [InlineData("$table")]
    [InlineData("$table.Rows")]
    [InlineData("[Data.DataView]::new($table)")]
    public void Set_FromTheRowsOfADatabase_SetsWhatTheyHold(string rows)
    {
        Shell.Run($$"""
            $table = [Data.DataTable]::new()
            'serial_number', 'blueprint_name' | ForEach-Object { [void]$table.Columns.Add($_) }
            [void]$table.Columns.Add('asset_tag', [int16])
            [void]$table.Rows.Add('{{KnownFleet.MacSerial}}', [DBNull]::Value, 421)
            [void]$table.Rows.Add('{{KnownFleet.PhoneSerial}}', '{{KnownFleet.SharedPadsName}}', [DBNull]::Value)
            {{rows}} | Set-KandjiDevice
            """).Succeeded();

        Assert.Equal(
            ["{\"asset_tag\":\"421\"}", $"{{\"blueprint_id\":\"{KnownFleet.SharedPadsId}\"}}"],
            Shell.Tenant.Log.Entries.Where(entry => entry.Method == "PATCH").Select(entry => entry.Body));
    }

    [Theory]
    [InlineData($"blueprint_name = 'Sales'; blueprint_id = '{KnownFleet.SharedPadsId}'")]
    [InlineData($"blueprint = '{KnownFleet.SharedPadsId}'; blueprint_name = 'Sales'")]
    [InlineData($"blueprint_name = 'Sales'; 'Blueprint Name' = '{KnownFleet.SharedPadsName}'")]
    [InlineData($"user_email = 'left@example.com'; user_id = '{OtherUserId}'")]
    [InlineData($"user = 'left@example.com'; 'User ID' = '{OtherUserId}'")]
    [InlineData("user_email = 'left@example.com'; 'User Email' = 'someone@example.com'")]
    [InlineData("asset_tag = 'A'; 'Asset Tag' = 'B'")]
    public void Set_FromARowThatNamesTwo_IsRefused(string columns)
    {
        Shell.Tenant.State.Users.Add(new SimulatedUser(OtherUserId, "Someone Else", "someone@example.com"));

        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {columns} }} | Set-KandjiDevice")
            .Failed("KandjiContradiction");
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData($"blueprint_name = 'Sales'; blueprint_id = '{KnownFleet.SalesId}'")]
    [InlineData($"blueprint_name = 'Sales'; blueprint_id = '{KnownFleet.EngineeringId}'")]
    [InlineData("blueprint_name = 'Sales'; blueprint_id = 'b1000000-0000-4000-8000-0000000000ff'")]
    public void Set_FromARowWhoseOtherColumnIsCurrentTheSameOrAnotherProducts_Moves(string columns)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {columns} }} | Set-KandjiDevice").Succeeded();

        Assert.Equal(KnownFleet.SalesId, Shell.Tenant.State.Devices[KnownFleet.MacId].Blueprint!.Id);
    }

    [Theory]
    [InlineData($"user_email = 'left@example.com'; user_id = '{KnownFleet.LeaverId}'")]
    [InlineData($"user_email = 'left@example.com'; user_id = '{KnownFleet.AdaId}'")]
    [InlineData("user_email = 'left@example.com'; user_id = 'c1000000-0000-4000-8000-0000000000fe'")]
    [InlineData("user_email = 'left@example.com'; user_id = '4711'")]
    [InlineData("user_email = 'left@example.com'; user = 'Tümmers, Lef'")]
    public void Set_FromARowWhoseOtherUserIsCurrentTheSameOrAnotherProducts_Assigns(string columns)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {columns} }} | Set-KandjiDevice").Succeeded();

        Assert.Equal(KnownFleet.LeaverId, Shell.Tenant.State.Devices[KnownFleet.MacId].User!.Id);
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
