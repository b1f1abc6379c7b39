using Kandji.PowerShell.Reports;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Reports;

public sealed class GetKandjiFleetSummaryTests : CommandTests
{
    [Theory]
    [InlineData("Platform")]
    [InlineData("OS")]
    [InlineData("Blueprint")]
    [InlineData("State")]
    public async Task Get_ByACategory_CountsEachDeviceOnce(string category)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 80 });

        var counts = shell.Run($"Get-KandjiFleetSummary {category}").Succeeded().As<FleetCount>();

        Assert.All(counts, count => Assert.Equal(category, count.Category));
        Assert.Equal(80, counts.Sum(count => count.Count));
        Assert.Equal(counts.OrderByDescending(count => count.Count).Select(count => count.Count), counts.Select(count => count.Count));
        Assert.Equal(1, counts.Sum(count => count.Share)!.Value, 6);
    }

    [Fact]
    public void Get_ByLastSeen_CountsEachDeviceWhereItBelongs()
    {
        double[] daysAgo = [0.9, 1.1, 6.9, 7.1, 29.9, 30.1];
        foreach (var device in Shell.Tenant.State.Devices.ToList())
            device.LastCheckIn = null;
        foreach ((var device, double days) in Shell.Tenant.State.Devices.ToList().Zip(daysAgo))
            device.LastCheckIn = DateTimeOffset.UtcNow.AddDays(-days);

        var counts = Shell.Run("Get-KandjiFleetSummary LastSeen").Succeeded().As<FleetCount>();

        Assert.Equal(
            [("within a day", 1), ("within a week", 2), ("within a month", 2), ("longer ago", 1), ("never", 54)],
            counts.Select(count => (count.Name, count.Count)));
    }

    [Fact]
    public void Get_OfBlueprintsWithOneName_CountsThemApart()
    {
        SimulatedBlueprint[] twins =
            [.. Shell.Tenant.State.Blueprints.GroupBy(blueprint => blueprint.Name).First(named => named.Count() > 1)];
        foreach ((var device, SimulatedBlueprint blueprint) in Shell.Tenant.State.Devices.ToList().Zip(twins))
            device.Blueprint = blueprint;

        var names = Shell.Run("Get-KandjiFleetSummary Blueprint").Succeeded().As<FleetCount>().Select(count => count.Name)
            .ToList();

        Assert.All(twins, twin => Assert.Contains($"{twin.Name} ({twin.Id})", names));
        Assert.Contains(KnownFleet.EngineeringName, names);
    }

    [Fact]
    public void Get_WithoutParameters_AddsLicenseUse()
    {
        FleetCount license = Shell.Run("Get-KandjiFleetSummary").Succeeded().As<FleetCount>()
            .First(count => count.Category == "License");

        Assert.Equal("All devices", license.Name);
        Assert.True(license.Of > 0);
        Assert.Equal((double)license.Count!.Value / license.Of!.Value, license.Share);
    }

    [Fact]
    public async Task Get_WithoutThePermissionForTheLicense_WritesTheRestAndAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("Device list")}'").Succeeded();

        InvocationResult result = shell.Run("Get-KandjiFleetSummary").Failed("KandjiForbidden");

        Assert.Contains(result.As<FleetCount>(), count => count.Category == "Platform");
    }

    [Fact]
    public void Get_OfTheLicenseOnly_ReadsNoDevices()
    {
        Shell.Run("Get-KandjiFleetSummary -Category License").Succeeded();

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path == "/api/v1/devices");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"counts":null,"limits":{}}""")]
    [InlineData("""{"counts":{"computers_count":-1,"ios_count":3}}""")]
    public void Get_License_WhenTheServiceDoesNotCount_LeavesTheCountsOpen(string answer)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/settings/licensing", Fault.Status(200, answer));

        var counts = Shell.Run("Get-KandjiFleetSummary License").Succeeded().As<FleetCount>();

        Assert.Equal(4, counts.Count);
        Assert.All(counts, count => Assert.Null(count.Count));
        Assert.All(counts, count => Assert.Null(count.Share));
    }

    [Fact]
    public void Get_License_WhenTheAnswerIsSomethingElse_IsAnErrorAndTheRestIsThere()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/settings/licensing", Fault.Status(200, """{"error":"down"}"""));

        InvocationResult result = Shell.Run("Get-KandjiFleetSummary Platform, License");

        Assert.StartsWith("KandjiInvalidResponse,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(result.As<FleetCount>());
    }

    [Fact]
    public void Get_State_WhenTheServiceDoesNotSay_CountsUnknown()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices",
            Fault.RewriteBody(body => body.Replace("\"mdm_enabled\"", "\"mdm_was\"", System.StringComparison.Ordinal)));

        var counts = Shell.Run("Get-KandjiFleetSummary State").Succeeded().As<FleetCount>();

        Assert.DoesNotContain(counts, count => count.Name == "Managed");
        Assert.Contains(counts, count => count.Name == "unknown");
    }
}
