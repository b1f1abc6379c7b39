using Kandji.Client.Devices;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Tests.Library;

public sealed class LibraryItemTests : CommandTests
{
    [Fact]
    public void GetStatus_ByName_ReadsAllPagesAndNamesDevicesAndItem()
    {
        Shell.Tenant.State.PageSizes.Offset = 7;

        var statuses = Shell.Run($"Get-KandjiLibraryItemStatus '{KnownFleet.ScriptName}'").Succeeded().As<LibraryItemStatus>();

        var macs = Shell.Tenant.State.Devices.Where(d => d.Platform == Kandji.Simulator.State.DevicePlatform.Mac)
            .Select(d => d.Id);
        Assert.Equal(macs, statuses.Select(s => s.DeviceId!));
        Assert.All(statuses, s => Assert.Equal((KnownFleet.ScriptId, KnownFleet.ScriptName), (s.LibraryItemId, s.LibraryItemName)));
        Assert.Empty(statuses[0].GetUnknownFields());
    }

    [Fact]
    public async Task GetStatus_OfWhatFailed_GoesOnToTheDevices()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 0 });

        var devices = shell.Run(
            $"Get-KandjiLibraryItemStatus '{KnownFleet.CustomAppName}' -Status error, failed | Get-KandjiDevice").Succeeded().As<Device>();

        Assert.Contains(KnownFleet.MacId, devices.Select(d => d.DeviceId));
        Assert.All(devices, d => Assert.Equal("Mac", d.Platform));
        Assert.Empty(shell.Run($"Get-KandjiLibraryItemStatus '{KnownFleet.CustomAppName}' -Status PASS").Succeeded().Output);
    }

    [Theory]
    [InlineData(KnownFleet.MacId)]
    [InlineData(KnownFleet.MacSerial)]
    [InlineData(KnownFleet.MacName)]
    public void GetStatus_ForADevice_AsksForThatOneOnly(string device)
    {
        var status = Assert.Single(Shell.Run($"Get-KandjiLibraryItemStatus {KnownFleet.CustomAppId} -Device \"{device}\"")
            .Succeeded().As<LibraryItemStatus>());

        Assert.Equal(KnownFleet.MacId, status.DeviceId);
        Assert.Contains("computer_id=" + KnownFleet.MacId, Shell.Tenant.Log.Entries[^1].Query);
    }

    [Fact]
    public async Task GetStatus_ForItemsOfADevice_TakesTheirItemId()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 0 });

        var statuses = shell.Run(
            $"Get-KandjiDeviceLibraryItem {KnownFleet.MacId} -Name '{KnownFleet.CustomAppName}' | Get-KandjiLibraryItemStatus").Succeeded()
                .As<LibraryItemStatus>();

        Assert.All(statuses, s => Assert.Equal(KnownFleet.CustomAppId, s.LibraryItemId));
        Assert.True(statuses.Count > 1);
    }

    [Fact]
    public async Task GetStatus_WhenAnItemIsUnknown_WritesOneErrorAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 0 });

        InvocationResult result = shell.Run(
            $"'No such', 'e0000000-0000-4000-8000-000000000000', '{KnownFleet.CustomAppId}' | Get-KandjiLibraryItemStatus");

        Assert.Equal(["KandjiNotFound", "KandjiNotFound"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public async Task GetStatus_OfThreatProtection_HasItsState()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 0 });
        string id = shell.Tenant.State.Library.Single(i => i.Name == "Threat defence").Id;

        var status = shell.Run($"Get-KandjiLibraryItemStatus {id}").Succeeded().As<LibraryItemStatus>()[0];

        Assert.Equal("Protect", status.EdrStatus!.MalwarePosture);
        Assert.NotNull(status.EdrStatus.LastBaselineScan);
        Assert.Empty(status.EdrStatus.GetUnknownFields());
    }

    [Fact]
    public void GetActivity_OfSeveralItems_KeepsTheirOrder()
    {
        Shell.Tenant.State.PageSizes.Offset = 2;

        var entries = Shell.Run("Get-KandjiCustomScript | Get-KandjiLibraryItemActivity").Succeeded().As<LibraryItemActivity>();

        Assert.Equal(
            Shell.Tenant.State.Library.Where(i => i.Kind == Kandji.Simulator.State.LibraryItemKind.CustomScript)
                .SelectMany(i => i.Activity.Select(_ => i.Id)),
            entries.Select(e => e.LibraryItemId!));
        Assert.True(entries[0].ActivityTime > entries[1].ActivityTime);
    }

    [Fact]
    public void GetActivity_WithFilters_AsksTheServiceForThem()
    {
        var entries = Shell.Run(
            $"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId} library_item_edited -User admin@example.com -First 1").Succeeded()
                .As<LibraryItemActivity>();

        Assert.Equal("library_item_edited", Assert.Single(entries).ActivityType);
        Assert.Equal("?activity_type=library_item_edited&user_email=admin%40example.com&limit=1",
            Shell.Tenant.Log.Entries.Single().Query);
    }

    [Fact]
    public void GetActivity_WithAfter_LeavesOutWhatIsOlder()
    {
        Shell.Run($"Set-KandjiCustomScript {KnownFleet.ScriptId} -Active $false").Succeeded();
        var entries = Shell.Run($"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId} -After ([datetime]::Now.AddMinutes(-5))")
            .Succeeded().As<LibraryItemActivity>();

        Assert.Equal("library_item_edited", Assert.Single(entries).ActivityType);
    }

    [Fact]
    public void GetCategory_ByNameOrPattern_FindsThem()
    {
        InvocationResult result = Shell.Run("Get-KandjiSelfServiceCategory tools, 'Sec*', nothing");

        Assert.Equal(["Tools", "Security & VPN"], result.As<SelfServiceCategory>().Select(c => c.Name!));
        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Library.GetKandjiSelfServiceCategory", result.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Get-KandjiCustomScript", "Clean temp folders")]
    [InlineData("Get-KandjiCustomProfile", "Mac, iPhone, iPad")]
    [InlineData("Get-KandjiCustomApp", "20.3 KB")]
    [InlineData("Get-KandjiInHouseApp", "2.4")]
    [InlineData("Get-KandjiSelfServiceCategory", "Büro")]
    [InlineData("Get-KandjiLibraryItemStatus 'VPN client'", "ERROR")]
    [InlineData("Get-KandjiLibraryItemActivity 'Clean temp folders'", "assignment_changed")]
    [InlineData("Get-KandjiBlueprintLibraryItem Engineering", "Keynote")]
    [InlineData("Get-KandjiBlueprintTemplate", "Benchmarks")]
    [InlineData("Get-KandjiBlueprintRouting", "042117")]
    [InlineData("Get-KandjiBlueprintRoutingActivity", "computer_enrollment")]
    public async Task Table_FitsEightyColumns(string command, string shown)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 20 });

        string table = shell.Show(command);

        Assert.Contains(shown, table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Theory]
    [InlineData("Get-KandjiCustomScript", "List Custom Scripts")]
    [InlineData("Get-KandjiCustomProfile", "List Custom Profiles")]
    [InlineData("Get-KandjiCustomApp", "List Custom Apps")]
    [InlineData("Get-KandjiInHouseApp", "List In-House Apps")]
    [InlineData("Get-KandjiSelfServiceCategory", "List Self Service Categories")]
    [InlineData("Get-KandjiLibraryItemStatus " + KnownFleet.ScriptId, "Get Library Item Statuses")]
    [InlineData("Get-KandjiLibraryItemActivity " + KnownFleet.ScriptId, "Get Library Item Activity")]
    [InlineData("New-KandjiCustomScript a -Script b", "Create Custom Script")]
    [InlineData("Set-KandjiCustomScript '{\"not read\"}' -Active $false", "List Custom Scripts")]
    public void Any_WithoutThePermission_NamesIt(string command, string permission)
    {
        Shell.Use(Shell.Tenant.CreateToken());

        Shell.Run(command).Failed("KandjiForbidden", $"'{permission}'");
    }
}
