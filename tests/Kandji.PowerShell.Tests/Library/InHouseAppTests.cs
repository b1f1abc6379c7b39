using Kandji.Client.Library;

namespace Kandji.PowerShell.Tests.Library;

public sealed class InHouseAppTests : CommandTests
{
    [Fact]
    public void Set_WithTheFileThatTheAppHas_UploadsNothingAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("same.ipa", new byte[2000]);
        Shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}'").Succeeded();
        Shell.Tenant.Log.Clear();

        InvocationResult same = Shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}'").Succeeded();
        Assert.Contains("was not uploaded. -Force", Assert.Single(same.Warnings));
        Assert.Equal(KnownFleet.InHouseAppId, Assert.Single(same.As<InHouseApp>()).Id);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));

        Shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Path '{path}' -Force").Succeeded();
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/ipa-apps/upload");
    }

    [Fact]
    public void New_UploadsWaitsForValidationAndCreates()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("Rounds 3.ipa", new byte[5000]);

        InvocationResult result = Shell.Run($"New-KandjiInHouseApp -Path '{path}' -RunsOn iPad, AppleTV -Verbose")
            .Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Rounds 3", 5000L, true), (app.Name, app.FileSize, app.Active));
        Assert.Equal(["iPad", "AppleTV"], app.Platforms);
        Assert.Equal(2,
            result.Verbose.Count(
                v => v.StartsWith("Waiting", StringComparison.Ordinal) && v.Contains("validate Rounds 3.ipa", StringComparison.Ordinal)));
    }

    [Fact]
    public void New_WhenTheAnswerHoldsTheApp_ReturnsIt()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add(
            "POST /api/v1/library/ipa-apps", Fault.RewriteBody(_ => """{"id":"e1000000-0000-4000-8000-0000000000aa","name":"Told"}"""));

        InHouseApp app = Assert.Single(Shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'")
            .Succeeded().As<InHouseApp>());

        Assert.Equal(("e1000000-0000-4000-8000-0000000000aa", "Told"), (app.Id, app.Name));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e is { Method: "GET", Path: "/api/v1/library/ipa-apps" });
    }

    [Fact]
    public void New_WithoutThePermissionToListApps_WarnsAndReturnsWhatWasSent()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add("GET /api/v1/library/ipa-apps", Fault.Status(403));

        InvocationResult result = Shell.Run(
            $"New-KandjiInHouseApp 'Rounds' -Path '{folder.Write("a.ipa", new byte[10])}' -Active $false").Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Rounds", null, false), (app.Name, app.Id, app.Active));
        Assert.Contains(Shell.Tenant.State.Library, item => item.Name == "Rounds");
        string warning = Assert.Single(result.Warnings);
        Assert.StartsWith(
            "In-house app 'Rounds' was created, but could not be read after that, so that only what was sent is shown.", warning);
        Assert.Contains("List In-House Apps", warning);
    }

    [Fact]
    public void New_WhenTheListDoesNotHaveTheAppYet_Warns()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add(
            "GET /api/v1/library/ipa-apps", Fault.RewriteBody(_ => """{"count":0,"next":null,"previous":null,"results":[]}"""));

        InvocationResult result =
            Shell.Run($"New-KandjiInHouseApp 'Rounds' -Path '{folder.Write("a.ipa", new byte[10])}'").Succeeded();

        Assert.Equal("Rounds", Assert.Single(result.As<InHouseApp>()).Name);
        Assert.EndsWith("The list does not have it yet.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Set_WithoutThePermissionToReadApps_WarnsAndReturnsWhatWasSent()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/library/ipa-apps/*", Fault.Status(403));

        InvocationResult result =
            Shell.Run("@(Get-KandjiInHouseApp)[0] | Set-KandjiInHouseApp -Name 'Renamed' -Active $false").Succeeded();

        InHouseApp app = Assert.Single(result.As<InHouseApp>());
        Assert.Equal(("Renamed", false), (app.Name, app.Active));
        Assert.Equal("Renamed", Shell.Tenant.State.Library[app.Id!].Name);
        Assert.Contains("'Renamed' was changed, but could not be read", Assert.Single(result.Warnings));
    }

    [Fact]
    public void New_WhenTheFileIsInvalid_WritesTheReasonAndCreatesNothing()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.State.UploadStatuses = ["UPLOADED", "VALIDATE_FAILED"];
        int before = Shell.Tenant.State.Library.Count;

        InvocationResult result = Shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'")
            .Failed("KandjiBadRequest,Kandji.PowerShell.Library.NewKandjiInHouseApp");

        Assert.StartsWith("The file holds no app.", result.Error.Exception.Message);
        Assert.Equal(before, Shell.Tenant.State.Library.Count);
    }

    [Fact]
    public void New_WhenTheServiceNeverFinishes_GivesUpAfterHalfAnHour()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.State.UploadStatuses = ["VALIDATING"];

        Shell.Run($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'")
            .Failed("KandjiNoAnswer,Kandji.PowerShell.Library.NewKandjiInHouseApp", "within 30 minutes");
    }

    [Fact]
    public async Task New_WhenStopped_StopsWaiting()
    {
        using var folder = new TemporaryFolder();
        var asked = new TaskCompletionSource();
        Shell.Tenant.Faults.Add("/api/v1/library/ipa-apps/upload/*/status", Fault.Before(_ => asked.TrySetResult()));
        Shell.Tenant.Faults.Add("/api/v1/library/ipa-apps/upload/*/status", Fault.Hang());

        var (command, ended) = Shell.Start($"New-KandjiInHouseApp -Path '{folder.Write("a.ipa", new byte[10])}'");
        await asked.Task;
        command.Stop();

        await Assert.ThrowsAnyAsync<Exception>(() => ended);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/ipa-apps");
    }

    [Fact]
    public void Get_ShowsWhatTheFileSays()
    {
        InHouseApp app = Assert.Single(Shell.Run("Get-KandjiInHouseApp *rounds*").Succeeded().As<InHouseApp>());

        Assert.Equal((KnownFleet.InHouseAppId, "2.4", "16.0", 24_500L), (app.Id, app.AppVersion, app.MinimumOSVersion, app.FileSize));
        Assert.Empty(app.GetUnknownFields());
    }

    [Fact]
    public void Set_SendsOnlyWhatIsGiven()
    {
        Shell.Run($"Set-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -RunsOn iPad -Active $false").Succeeded();

        Assert.Equal(
            """{"runs_on_iphone":false,"runs_on_ipad":true,"runs_on_tv":false,"active":false}""",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_WithAFile_UploadsItFirst()
    {
        using var folder = new TemporaryFolder();

        InHouseApp app = Assert.Single(
            Shell.Run($"Get-KandjiInHouseApp | Set-KandjiInHouseApp -Path '{folder.Write("b.ipa", new byte[77])}'").Succeeded()
                .As<InHouseApp>());

        Assert.Equal((KnownFleet.InHouseAppId, 77L), (app.Id, app.FileSize));
    }
}
