using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Audit;

public sealed class GetKandjiAuditEventTests : CommandTests
{
    [Fact]
    public void Get_NamesTheActorsWithOneReadForTheCommand()
    {
        var events = Shell.Run("Get-KandjiAuditEvent").Succeeded().As<AuditEvent>();

        var names = Shell.Tenant.State.Admins.ToDictionary(admin => admin.Id, admin => admin.Name);
        Assert.All(events, e => Assert.Equal(names.GetValueOrDefault(e.ActorId!), e.ActorName));
        Assert.Contains(events, e => e.ActorName is not null);
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/admins");
    }

    [Fact]
    public void Get_WhenTheListOfAdministratorsFails_WarnsAndGoesOn()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/admins", Fault.Status(400, """{"detail":"Out of order."}"""));

        InvocationResult result = Shell.Run("Get-KandjiAuditEvent").Succeeded();

        Assert.Contains("Out of order.", Assert.Single(result.Warnings));
        Assert.Equal(Shell.Tenant.State.AuditEvents.Count, result.Output.Count);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public void Get_WhenAdministratorsCannotBeListed_LeavesTheActorsId(int status)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/admins", Fault.Status(status, """{"detail":"No."}"""));

        InvocationResult result = Shell.Run("Get-KandjiAuditEvent").Succeeded();

        Assert.All(result.As<AuditEvent>(), e => Assert.True(e.ActorName is null && e.ActorId is not null));
        Assert.Equal(Shell.Tenant.State.AuditEvents.Count, result.Output.Count);
    }

    [Fact]
    public void Get_OverSeveralPages_ReturnsEveryEventOnceNewestFirst()
    {
        Shell.Tenant.State.PageSizes.Audit = 10;

        var events = Shell.Run("Get-KandjiAuditEvent").Succeeded().As<AuditEvent>();

        Assert.Equal(Shell.Tenant.State.AuditEvents.OrderByDescending(e => e.OccurredAt)
            .Select(e => e.Id), events.Select(e => e.Id!));
        Assert.True(Shell.Tenant.Log.Count > 5);
    }

    [Fact]
    public void Get_Oldest_BeginsWithTheOldest()
    {
        var events = Shell.Run("Get-KandjiAuditEvent -Oldest -First 3").Succeeded().As<AuditEvent>();

        Assert.Equal(Shell.Tenant.State.AuditEvents.OrderBy(e => e.OccurredAt).Take(3)
            .Select(e => e.Id), events.Select(e => e.Id!));
        Assert.Contains("limit=3", Shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public void Get_BetweenTwoTimes_AsksForThemInUtc()
    {
        DateTime start = DateTime.Now.AddDays(-15), end = DateTime.Now.AddDays(-6);

        var events = Shell.Run($"Get-KandjiAuditEvent -StartDate '{start:o}' -EndDate '{end:o}'").Succeeded().As<AuditEvent>();

        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.InRange(e.OccurredAt!.Value, start, end));
        Assert.Equal(Shell.Tenant.State.AuditEvents.Count(e => e.OccurredAt >= start && e.OccurredAt <= end), events.Count);
        Assert.Contains(Uri.EscapeDataString(start.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss")),
            Shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public void Get_WithStartAfterEnd_IsAnErrorBeforeAnythingIsSent()
    {
        Shell.Run("Get-KandjiAuditEvent -Start '2026-02-01' -End '2026-01-01'")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Audit.GetKandjiAuditEvent");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("-Action update")]
    [InlineData("-TargetType DEVICE")]
    [InlineData($"-TargetId {KnownFleet.EngineeringId}")]
    [InlineData("-ActorId $actor")]
    [InlineData("-ActorId $actor -Action update")]
    public void Get_ByAFilter_ReturnsWhatMatchesAndNothingElse(string parameters)
    {
        string actor = Shell.Tenant.State.AuditEvents.First(e => e.Action == "update").ActorId;

        var events = Shell.Run($"$actor = '{actor}'; Get-KandjiAuditEvent {parameters}").Succeeded().As<AuditEvent>();

        Assert.NotEmpty(events);
        Assert.True(events.Count < Shell.Tenant.State.AuditEvents.Count(), "It left nothing out.");
        Assert.All(events, e => Assert.True(!parameters.Contains("-Action ") || e.Action == "update", e.Action));
        Assert.All(events, e => Assert.True(!parameters.Contains("-TargetType") || e.TargetType == "device", e.TargetType));
        Assert.All(events, e => Assert.True(!parameters.Contains("-TargetId") || e.TargetId == KnownFleet.EngineeringId, e.TargetId));
        Assert.All(events, e => Assert.True(!parameters.Contains("-ActorId") || e.ActorId == actor, e.ActorId));
    }

    [Fact]
    public void Get_First_StopsAsking()
    {
        Shell.Tenant.State.PageSizes.Audit = 5;

        var events = Shell.Run("Get-KandjiAuditEvent -TargetType device -First 1").Succeeded().As<AuditEvent>();

        Assert.Equal("device", Assert.Single(events).TargetType);
        Assert.InRange(Shell.Tenant.Log.Entries.Count(e => e.Path == "/api/v1/audit/events"), 1, 2);
    }

    [Fact]
    public void Get_OfWhatWasJustDone_ShowsIt()
    {
        var events = Shell.Run("New-KandjiTag fresh | Out-Null; Get-KandjiAuditEvent -First 1").Succeeded().As<AuditEvent>();

        AuditEvent e = Assert.Single(events);
        Assert.Equal(("create", "tag", "api_token"), (e.Action, e.TargetType, e.ActorType));
    }

    [Fact]
    public void Get_FreeFormState_HasPropertiesInPascalCase()
    {
        var names = Shell.Run("(Get-KandjiAuditEvent -TargetType blueprint -First 2).NewState.LibraryItemsAdded.Name")
            .Succeeded().As<string>();

        Assert.StartsWith("Build tools", Assert.Single(names));
    }

    [Fact]
    public void Get_PipedIntoTheCommandForTheTarget_FindsIt()
    {
        Blueprint blueprint = Assert.Single(
            Shell.Run("Get-KandjiAuditEvent -TargetId " + KnownFleet.EngineeringId + " -First 1 | Get-KandjiBlueprint")
                .Succeeded().As<Blueprint>());
        Device device = Assert.Single(
            Shell.Run("Get-KandjiAuditEvent -TargetType device -Action update -First 1 | Get-KandjiDevice").Succeeded()
                .As<Device>());

        Assert.Equal(KnownFleet.EngineeringId, blueprint.Id);
        Assert.Equal(KnownFleet.MacId, device.DeviceId);
    }

    [Fact]
    public void Get_PipedIntoTheCommandForAnotherKind_IsRefused()
    {
        InvocationResult result = Shell.Run("Get-KandjiAuditEvent -TargetType tag -First 1 | Get-KandjiBlueprint");

        Assert.Contains("does not identify a blueprint", result.Error.Exception.Message);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Table_FitsEightyColumnsAndNamesTheTarget()
    {
        string table = Shell.Show("Get-KandjiAuditEvent -First 7");

        Assert.Contains(KnownFleet.EngineeringName, table);
        IEnumerable<string> lines = table.Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
