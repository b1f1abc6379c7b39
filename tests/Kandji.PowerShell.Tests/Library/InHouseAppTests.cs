using Kandji.Client.Library;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Library;

public sealed class InHouseAppTests
{
    [Fact]
    public async Task Set_WithTheFileThatTheAppHas_UploadsNothingAndSaysSo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("same.ipa", new byte[2000]);
        shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}'").Succeeded();
        shell.Tenant.Log.Clear();

        InvocationResult same = shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}'").Succeeded();
        Assert.Contains("was not uploaded. -Force", Assert.Single(same.Warnings));
        Assert.Equal(KnownFleet.InHouseAppId, Assert.Single(same.As<InHouseApp>()).Id);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));

        shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}' -Force").Succeeded();
        Assert.Single(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/ipa-apps/upload");
    }

    [Fact]
    public async Task New_UploadsWaitsForValidationAndCreates()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("Rounds 3.ipa", new byte[5000]);

        InvocationResult result = shell.Run($"New-KandjiInHouseApp -Path '{path}' -RunsOn iPad, AppleTV -Verbose")
            .Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Rounds 3", 5000L, true), (app.Name, app.FileSize, app.Active));
        Assert.Equal(["iPad", "AppleTV"], app.Platforms);
        Assert.Equal(2,
            result.Verbose.Count(
                v => v.StartsWith("Waiting", StringComparison.Ordinal) && v.Contains("validate Rounds 3.ipa", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task New_WhenTheAnswerHoldsTheApp_ReturnsIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add(
            "POST /api/v1/library/ipa-apps", Fault.RewriteBody(_ => """{"id":"e1000000-0000-4000-8000-0000000000aa","name":"Told"}"""));

        InHouseApp app = Assert.Single(shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'")
            .Succeeded().As<InHouseApp>());

        Assert.Equal(("e1000000-0000-4000-8000-0000000000aa", "Told"), (app.Id, app.Name));
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e is { Method: "GET", Path: "/api/v1/library/ipa-apps" });
    }

    [Fact]
    public async Task New_WithoutThePermissionToListApps_WarnsAndReturnsWhatWasSent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add("GET /api/v1/library/ipa-apps", Fault.Status(403));

        InvocationResult result = shell.Run(
            $"New-KandjiInHouseApp 'Rounds' -Path '{folder.Write("a.ipa", new byte[10])}' -Active $false").Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Rounds", null, false), (app.Name, app.Id, app.Active));
        Assert.Contains(shell.Tenant.State.Library, item => item.Name == "Rounds");
        string warning = Assert.Single(result.Warnings);
        Assert.StartsWith(
            "In-house app 'Rounds' was created, but could not be read after that, so that only what was sent is shown.", warning);
        Assert.Contains("List In-House Apps", warning);
    }

    [Fact]
    public async Task New_WhenTheListDoesNotHaveTheAppYet_Warns()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add(
            "GET /api/v1/library/ipa-apps", Fault.RewriteBody(_ => """{"count":0,"next":null,"previous":null,"results":[]}"""));

        InvocationResult result =
            shell.Run($"New-KandjiInHouseApp 'Rounds' -Path '{folder.Write("a.ipa", new byte[10])}'").Succeeded();

        Assert.Equal("Rounds", Assert.Single(result.As<InHouseApp>()).Name);
        Assert.EndsWith("The list does not have it yet.", Assert.Single(result.Warnings));
    }

    [Fact]
    public async Task Set_WithoutThePermissionToReadApps_WarnsAndReturnsWhatWasSent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add("GET /api/v1/library/ipa-apps/*", Fault.Status(403));

        InvocationResult result =
            shell.Run("@(Get-KandjiInHouseApp)[0] | Set-KandjiInHouseApp -Name 'Renamed' -Active $false").Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Renamed", false), (app.Name, app.Active));
        Assert.Equal("Renamed", shell.Tenant.State.Library[app.Id!].Name);
        Assert.Contains("'Renamed' was changed, but could not be read", Assert.Single(result.Warnings));
    }

    [Fact]
    public async Task New_WhenTheFileIsInvalid_WritesTheReasonAndCreatesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.State.UploadStatuses = ["UPLOADED", "VALIDATE_FAILED"];
        int before = shell.Tenant.State.Library.Count;

        InvocationResult result = shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'");

        Assert.Equal("KandjiBadRequest,Kandji.PowerShell.Library.NewKandjiInHouseApp", result.Error.FullyQualifiedErrorId);
        Assert.StartsWith("The file holds no app.", result.Error.Exception.Message);
        Assert.Equal(before, shell.Tenant.State.Library.Count);
    }

    [Fact]
    public async Task New_WhenTheServiceNeverFinishes_GivesUpAfterHalfAnHour()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.State.UploadStatuses = ["VALIDATING"];

        InvocationResult result = shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'");

        Assert.Equal("KandjiNoAnswer,Kandji.PowerShell.Library.NewKandjiInHouseApp", result.Error.FullyQualifiedErrorId);
        Assert.Contains("within 30 minutes", result.Error.Exception.Message);
    }

    [Fact]
    public async Task New_WhenStopped_StopsWaiting()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        var asked = new TaskCompletionSource();
        shell.Tenant.Faults.Add("/api/v1/library/ipa-apps/upload/*/status", Fault.Before(_ => asked.TrySetResult()));
        shell.Tenant.Faults.Add("/api/v1/library/ipa-apps/upload/*/status", Fault.Hang());

        var (command, ended) = shell.Start($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'");
        await asked.Task;
        command.Stop();

        await Assert.ThrowsAnyAsync<Exception>(() => ended);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/ipa-apps");
    }

    [Fact]
    public async Task Get_ShowsWhatTheFileSays()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InHouseApp app = Assert.Single(shell.Run("Get-KandjiInHouseApp *rounds*").Succeeded().As<InHouseApp>());

        Assert.Equal((KnownFleet.InHouseAppId, "2.4", "16.0", 24_500L), (app.Id, app.AppVersion, app.MinimumOSVersion, app.FileSize));
        Assert.Empty(app.GetUnknownFields());
    }

    [Fact]
    public async Task Set_SendsOnlyWhatIsGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -RunsOn iPad -Active $false").Succeeded();

        Assert.Equal(
            """{"runs_on_iphone":false,"runs_on_ipad":true,"runs_on_tv":false,"active":false}""",
            shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Set_WithAFile_UploadsItFirst()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();

        InHouseApp app = Assert.Single(
            shell.Run($"Get-KandjiInHouseApp | Set-KandjiInHouseApp -Path '{folder.Write("b.ipa", new byte[77])}'").Succeeded()
                .As<InHouseApp>());

        Assert.Equal((KnownFleet.InHouseAppId, 77L), (app.Id, app.FileSize));
    }
}
