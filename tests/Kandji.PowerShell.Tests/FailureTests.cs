using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests;

/// <summary>The behaviour that all cmdlets share when a call fails.</summary>
public sealed class FailureTests : CommandTests
{
    public static readonly TheoryData<string> Reads =
    [
        "Get-KandjiDevice", $"Get-KandjiDevice {KnownFleet.MacId}", "Get-KandjiBlueprint",
        $"Get-KandjiBlueprint -Id {KnownFleet.EngineeringId}",
        "Get-KandjiUser", $"Get-KandjiUser -Id {KnownFleet.AdaId}",
        $"Get-KandjiDeviceDetail {KnownFleet.MacId}", $"Get-KandjiDeviceApp {KnownFleet.MacId}",
        $"Get-KandjiDeviceActivity {KnownFleet.MacId}",
        $"Get-KandjiDeviceCommand {KnownFleet.MacId}", $"Get-KandjiDeviceLibraryItem {KnownFleet.MacId}",
        $"Get-KandjiDeviceParameter {KnownFleet.MacId}",
        $"Get-KandjiDeviceStatus {KnownFleet.MacId}", $"Get-KandjiDeviceLostMode {KnownFleet.LostPadId}",
        $"Get-KandjiDeviceNote {KnownFleet.MacId}",
        $"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type FileVaultKey",
        "Get-KandjiTag", "Get-KandjiAdmin", "Get-KandjiAuditEvent", "Get-KandjiLicense",
        "Get-KandjiAdeIntegration", $"Get-KandjiAdeIntegration -Id {KnownFleet.AdeIntegrationId}",
        "Get-KandjiAdeDevice", $"Get-KandjiAdeDevice {KnownFleet.NewMacAdeId}",
        "Get-KandjiThreat", "Get-KandjiVulnerability", "Get-KandjiPrism LocalUsers",
        "Get-KandjiCustomScript", "Get-KandjiCustomProfile", "Get-KandjiCustomApp", "Get-KandjiInHouseApp",
    ];

    public static readonly TheoryData<string, string> Changes = new()
    {
        { $"Get-KandjiDevice {KnownFleet.MacId} | Invoke-KandjiDeviceAction -Action BlankPush", "POST /**" },
        { $"Set-KandjiDevice {KnownFleet.MacId} -AssetTag a", "PATCH /**" },
        { $"Remove-KandjiDevice {KnownFleet.MacId} -Force", "DELETE /**" },
        { $"New-KandjiDeviceNote {KnownFleet.MacId} text", "POST /**" },
        { $"Get-KandjiDeviceNote {KnownFleet.MacId} | Set-KandjiDeviceNote -Content text", "PATCH /**" },
        { $"Get-KandjiDeviceNote {KnownFleet.MacId} | Remove-KandjiDeviceNote -Force", "DELETE /**" },
        { $"Remove-KandjiUser {KnownFleet.IdleId} -Force", "DELETE /**" },
        { "New-KandjiTag fresh", "POST /**" },
        { $"Rename-KandjiTag {KnownFleet.PilotTagId} pilots", "PATCH /**" },
        { $"Remove-KandjiTag {KnownFleet.PilotTagId} -Force", "DELETE /**" },
        { $"Set-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Phone 1", "PATCH /**" },
        { $"Remove-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Force", "DELETE /**" },
        { $"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -AssetTag a", "PATCH /**" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_WithADeadToken_EndsThePipeline(string command)
    {
        Shell.Use("no-such-token");

        InvocationResult result = Shell.Run($"try {{ {command} }} catch {{ $_; 'caught' }}");

        Assert.Equal("caught", result.Output[^1].BaseObject);
        var error = (ErrorRecord)result.Output[^2].BaseObject;
        Assert.StartsWith("KandjiUnauthorized,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("Settings > Access", error.Exception.Message);
        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Read_WhenTheHostIsNotThere_EndsThePipeline()
    {
        // Bound and not listening: nobody answers on this port, and nobody else can come to.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var nowhere = new KandjiSession(new KandjiClientOptions
        {
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}"),
            Token = new NetworkCredential("", "token").SecurePassword,
            Clock = new AutoAdvanceTimeProvider(),
        });
        Shell.Run("$global:nowhere = @($input)[0]", nowhere).Succeeded();

        InvocationResult result = Shell.Run(
            $"try {{ '{KnownFleet.MacId}', '{KnownFleet.PhoneId}' | Get-KandjiDeviceNote -Session $nowhere }} catch {{ $_; 'caught' }}");

        Assert.Empty(result.Errors);
        Assert.Equal("caught", result.Output[^1].BaseObject);
        var error = (ErrorRecord)result.Output[^2].BaseObject;
        Assert.StartsWith("KandjiUnreachable,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_WithoutThePermission_NamesIt(string command)
    {
        Shell.Use(Shell.Tenant.CreateToken());

        InvocationResult result = Shell.Run(command).Failed("KandjiForbidden");

        Assert.Equal(ErrorCategory.PermissionDenied, result.Error.CategoryInfo.Category);
        var api = Assert.IsType<KandjiApiException>(result.Error.Exception);
        Assert.Contains($"'{api.Permission}'", api.Message);
        Assert.Equal(Shell.Tenant.Log.Entries.Single().Permission, api.Permission);
    }

    [Theory]
    [InlineData("New-KandjiBlueprint X", "Create Blueprint")]
    [InlineData("New-KandjiTag fresh", "Create tag")]
    [InlineData($"Remove-KandjiTag {KnownFleet.PilotTagId} -Force", "Delete tag")]
    [InlineData($"Remove-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' -Force", "Delete ADE integration")]
    [InlineData($"Remove-KandjiCustomScript '{KnownFleet.ScriptName}' -Force", "Delete Custom Script")]
    public void Change_WithoutThePermission_NamesIt(string command, string permission)
    {
        Shell.Use(Shell.Tenant.CreateToken("Blueprint list", "Tag list", "List ADE integrations", "List Custom Scripts"));

        InvocationResult result = Shell.Run(command).Failed("KandjiForbidden");

        Assert.Contains($"'{permission}'", result.Error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_OfAServiceThatFails_IsTriedAgainAndThenOneError(string command)
    {
        Shell.Tenant.Faults.Add("GET /**", Fault.Status(500, "{\"error\":\"Something broke.\"}"));

        InvocationResult result = Shell.Run(command).Failed("KandjiServerError");

        Assert.StartsWith("Something broke.", result.Error.Exception.Message);
        Assert.Equal(5, Shell.Tenant.Log.Count);
        Assert.Empty(result.Output);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_ThatFailsOnce_SucceedsWithoutAWord(string command)
    {
        Shell.Tenant.Faults.Add("GET /**", Fault.Status(503), times: 1);

        Assert.NotEmpty(Shell.Run(command).Succeeded().Output);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_PastTheRateLimit_WaitsAndSaysSo(string command)
    {
        Shell.Tenant.Faults.Add(
            "GET /**", Fault.Status(429, "{\"message\":\"API rate limit exceeded\"}", retryAfter: "7"), times: 2);

        InvocationResult result = Shell.Run(command + " -Verbose").Succeeded();

        Assert.NotEmpty(result.Output);
        // The rest of the seven seconds once the wait has begun.
        Assert.Contains(result.Verbose, line => Regex.IsMatch(line, @"Waiting (7|[0-6]\.\d) s for the rate limit"));
        Assert.Contains(result.Progress, p => p.StatusDescription.Contains("rate limit"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_ThatTheServiceFails_IsSentOnceAndItsOutcomeUnknown(string command, string match)
    {
        Shell.Tenant.Faults.Add(match, Fault.Status(502));

        Shell.Run(command).Failed("KandjiOutcomeUnknown", "its outcome is unknown");
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Method != "GET");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_ThatTheGatewayRefuses_IsSentAgain(string command, string match)
    {
        Shell.Tenant.Faults.Add(match, Fault.Status(429, retryAfter: "1"), times: 1);

        Shell.Run(command).Succeeded();

        Assert.Equal(2, Shell.Tenant.Log.Entries.Count(e => e.Method != "GET"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_ThatIsRefused_SaysWhyInTheServersWords(string command, string match)
    {
        Shell.Tenant.Faults.Add(match, Fault.Status(400, "[\"First reason.\", \"Second reason.\"]"));

        InvocationResult result = Shell.Run(command).Failed("KandjiBadRequest");

        Assert.StartsWith("First reason. Second reason.", result.Error.Exception.Message);
        Assert.NotNull(result.Error.TargetObject);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Any_WithoutASession_SaysHowToGetOne(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();

        shell.Run(command).Failed("KandjiNotConnected", "Connect-Kandji");
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Any_AfterDisconnecting_SaysSo(string command)
    {
        Shell.Run($"$s = Get-KandjiSession; Disconnect-Kandji; {command} -Session $s").Failed("KandjiNotConnected", "was disconnected");
    }

    [Fact]
    public void Many_WhenTheSessionIsDisconnectedMeanwhile_EndWithOneError()
    {
        InvocationResult result = Shell.Run(
            "Get-KandjiDevice | ForEach-Object { if ($n++ -eq 20) { Disconnect-Kandji }; $_ } | Get-KandjiDeviceDetail -ThrottleLimit 2")
            .Failed("KandjiClosed");

        Assert.Equal(ErrorCategory.ConnectionError, result.Error.CategoryInfo.Category);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Any_WhenStopped_EndsTheRequestUnderWay(string command)
    {
        Shell.Tenant.Faults.Add("GET /**", Fault.Hang());
        (System.Management.Automation.PowerShell running, Task<PSDataCollection<PSObject>> ended) = Shell.Start(command);
        await Until(() => Shell.Tenant.Log.Count > 0);

        running.Stop();

        Exception? stopped = await Record.ExceptionAsync(() => ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.IsType<PipelineStoppedException>(stopped);
        await Until(() => Shell.Tenant.Log.Entries.All(e => e.Duration is not null));
    }

    private static async Task Until(Func<bool> condition)
    {
        for (int i = 0; i < 12_000 && !condition(); i++)
            await Task.Delay(5);
        Assert.True(condition());
    }
}
