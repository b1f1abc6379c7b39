using System.Diagnostics;
using Kandji.Automation.Inventory;
using Kandji.Client.Audit;
using Kandji.PowerShell.Tests.Connection;
using Kandji.Simulator.State;
using Kandji.Simulator.Webhooks;

namespace Kandji.PowerShell.Tests.Inventory;

public sealed class WatchKandjiTenantTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private WebhookReceiver _receiver = null!;

    private string Store => Path.Combine(_folder.Path, "acme.inventory");

    private SimulatedDevice Mac => Shell.Tenant.State.Devices[KnownFleet.MacId];

    private string Webhook => $"-Uri '{_receiver.Address}' -Secret '{_receiver.Secret}'";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _receiver = await WebhookReceiver.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Watch_ReturnsChangesAndEventsAsTheyHappen()
    {
        int rounds = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(entry =>
        {
            // Not before the audit log was read for the first time.
            if (IsFirstPage(entry) && ++rounds == 2)
            {
                Mac.AssetTag = "A-1";
                AddEvent();
            }
        }));

        InvocationResult result = Shell.Run(
            $"$n = 0; Watch-KandjiTenant '{Store}' -Baseline -Every 30s | ForEach-Object {{ $_; if (++$n -eq 2) {{ throw 'enough' }} }}");

        Assert.Empty(result.Warnings);
        InventoryChange change = Assert.IsType<InventoryChange>(result.Output[0].BaseObject);
        Assert.Equal(("AssetTag", "A-1"), (change.Property, change.After));
        Assert.Equal("01EVENT", Assert.IsType<AuditEvent>(result.Output[1].BaseObject).Id);
        Assert.Equal(Shell.Session.Tenant, result.Output[1].Properties["Tenant"].Value);
    }

    [Fact]
    public void Watch_WhenTheNextCommandDies_GivesTheSameAgainWithTheSameIds()
    {
        string command = $"Watch-KandjiTenant '{Store}' -Every 30s -ExcludeAudit";
        int devices = Shell.Tenant.State.Devices.Count;

        var died = Shell.Run($"$n = 0; {command} | ForEach-Object {{ $_; if (++$n -eq 7) {{ throw 'receiver is down' }} }}");
        var again = Shell.Run($"$n = 0; {command} | ForEach-Object {{ $_; if (++$n -eq {devices}) {{ throw 'enough' }} }}");

        Assert.Equal(7, died.Output.Count);
        Assert.Equal(died.As<InventoryChange>().Select(c => c.Id), again.As<InventoryChange>().Take(7).Select(c => c.Id));
        Assert.Equal(devices, again.Output.Count);
    }

    [Fact]
    public async Task Watch_WhatWasGiven_IsTakenAndNotGivenAgain()
    {
        int rounds = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(_ => rounds++));

        InvocationResult result = await Shell.RunUntilAsync($"Watch-KandjiTenant '{Store}' -Every 30s", () => rounds > 3);

        Assert.Equal(Shell.Tenant.State.Devices.Count, result.Output.Count);
        Assert.Empty(Shell.Run($"Sync-KandjiInventory '{Store}'").Succeeded().Output);
    }

    [Fact]
    public async Task Watch_WhenItIsStoppedWhileItWaits_EndsWithinASecond()
    {
        var time = new Stopwatch();
        bool IsWaiting()
        {
            bool isWaiting = Shell.Tenant.Log.Entries.Count(
                entry => entry is { Path: "/api/v1/audit/events", Duration: not null }) >= 2;
            if (isWaiting)
                time.Start();
            return isWaiting;
        }

        // Five minutes are not passed over by the clock of these tests.
        InvocationResult result = await Shell.RunUntilAsync($"Watch-KandjiTenant '{Store}' -Baseline", IsWaiting);

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Null(result.Terminating);
        Shell.Run($"Sync-KandjiInventory '{Store}'").Succeeded();
    }

    [Fact]
    public async Task Watch_WithAReceiver_PostsWhatChangesSignedAndReturnsNothing()
    {
        Shell.Run($"Sync-KandjiInventory '{Store}' -Baseline").Succeeded();
        Mac.AssetTag = "A-1";
        int rounds = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(entry =>
        {
            if (IsFirstPage(entry) && ++rounds == 2)
                AddEvent();
        }));

        InvocationResult result = await Shell.RunUntilAsync(
            $"Watch-KandjiTenant '{Store}' -Every 30s {Webhook}", () => _receiver.Accepted.Count >= 2);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal(
            ["kandji.audit.device.update", "kandji.device.changed"], _receiver.Accepted.Select(one => one.Type).Distinct().Order());
        Assert.All(_receiver.Received, one => Assert.True(one.IsSigned));
        Assert.StartsWith("Kandji-PowerShell/", _receiver.Received[0].Header("User-Agent"));
    }

    [Fact]
    public async Task Watch_WithAReceiverThatFails_WarnsAndShowsNoSecretAnywhere()
    {
        _receiver.Answer = (_, count) => WebhookReply.Status(count <= 4 ? 503 : count <= 7 ? 422 : 204);
        int devices = Shell.Tenant.State.Devices.Count;

        InvocationResult result = await Shell.RunUntilAsync(
            $"$DebugPreference = 'Continue'; Watch-KandjiTenant '{Store}' -Every 30s {Webhook} -Verbose",
            () => _receiver.Accepted.Count >= devices - 1);

        Assert.Contains(result.Warnings, warning => warning.Contains("takes nothing", StringComparison.Ordinal));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.True(error.FullyQualifiedErrorId == "KandjiWebhookRefused,Kandji.PowerShell.Inventory.WatchKandjiTenant", $"{error}");
        string shown = string.Join("\n", [.. result.Warnings, .. result.Verbose, .. result.Debug, .. result.Errors.Select(e => $"{e}")]);
        Assert.Contains("it answered 503", shown, StringComparison.Ordinal);
        foreach (string secret in new[] { _receiver.Secret, _receiver.Secret["whsec_".Length..], "key=k1", Shell.Tenant.Token })
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(Store, "*", SearchOption.AllDirectories))
        {
            string content = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(_receiver.Secret["whsec_".Length..], content, StringComparison.Ordinal);
            Assert.DoesNotContain(Shell.Tenant.Token, content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Watch_WithSecretsInAVault_SignsWithBoth()
    {
        Shell.Run(Vault.Script).Succeeded();
        Shell.Run($"$global:secrets = @{{ Old = '{_receiver.Secret}'; New = '{WebhookReceiver.NewSecret()}' }}").Succeeded();

        await Shell.RunUntilAsync($"Watch-KandjiTenant '{Store}' -Every 30s -Uri '{_receiver.Address}' -SecretName Old, New",
            () => _receiver.Accepted.Count >= 3);

        Assert.All(_receiver.Received, one => Assert.True(one.IsSigned));
        Assert.All(_receiver.Received, one => Assert.Equal(2, one.Header("webhook-signature").Split(' ').Length));
        Shell.Run($"Watch-KandjiTenant '{Store}' -Uri '{_receiver.Address}' -SecretName Nothing")
            .Failed("KandjiSecretNotFound", "webhook secret");
    }

    [Theory]
    [InlineData("GET /api/v1/devices", "KandjiForbidden", "Device list")]
    [InlineData("GET /api/v1/audit/events", "KandjiForbidden", "audit")]
    public void Watch_WithATokenThatMayNotRead_EndsTheScript(string request, string id, string words)
    {
        Shell.Tenant.Faults.Add((RequestMatch)request, Fault.Status(403, """{"detail":"No."}"""), after: 2);

        ErrorRecord error = Catch($"Watch-KandjiTenant '{Store}' -Baseline -Every 30s");

        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(words, error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Watch_WithAReceiverThatIsGone_EndsTheScriptAndKeepsTheMessages()
    {
        _receiver.Answer = (_, _) => WebhookReply.Status(410);

        ErrorRecord error = Catch($"Watch-KandjiTenant '{Store}' -Every 30s {Webhook}");

        Assert.Equal("KandjiWebhookGone", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(_receiver.Received);
    }

    [Fact]
    public async Task Watch_WithoutTheReceiverOfAnEarlierWatch_SaysThatMessagesWait()
    {
        _receiver.Answer = (_, _) => WebhookReply.Status(503);
        await Shell.RunUntilAsync($"Watch-KandjiTenant '{Store}' -Every 30s {Webhook}", () => _receiver.Received.Count > 3);
        int devices = Shell.Tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/devices");

        InvocationResult result = await Shell.RunUntilAsync($"Watch-KandjiTenant '{Store}' -Every 30s",
            () => Shell.Tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/devices") > devices + 1);

        Assert.Contains("wait in the queue", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_OfAFolderThatIsWatched_IsAnError()
    {
        Directory.CreateDirectory(Path.Combine(Store, "watch"));
        await using var holder = new FileStream(
            Path.Combine(Store, "watch", "queue.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Shell.Run($"Watch-KandjiTenant '{Store}'").Failed("KandjiFileLocked");
    }

    [Fact]
    public async Task Watch_WithTheStoreOfAnotherTenant_IsAnErrorBeforeAnythingIsReadOrSent()
    {
        Shell.Run($"Sync-KandjiInventory '{Store}'").Succeeded();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 5 });
        Shell.Open(other, "globex");

        ErrorRecord error = Catch($"Watch-KandjiTenant '{Store}' -Session $globex {Webhook}");

        Assert.Equal("KandjiOtherTenant", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(0, other.Log.Count);
        Assert.Empty(_receiver.Received);
    }

    [Theory]
    [InlineData("-Every 5")]
    [InlineData("-Every 9s")]
    [InlineData("-Overlap 8d")]
    [InlineData("-ExcludeAudit -CursorPath x")]
    [InlineData("-Kind User -Detail")]
    [InlineData("-MaxRequest 5")]
    [InlineData("-MaxRemoved many")]
    [InlineData("-Secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("-Uri https://hooks.example.com")]
    [InlineData("-Uri https://hooks.example.com -Secret tooshort")]
    [InlineData("-Uri http://hooks.example.com/P-A-T-H -Secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("-Uri https://me:P-A-T-H@hooks.example.com -Secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("-Uri https://hooks.example.com -Secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw -SecretName x")]
    [InlineData("-Uri https://hooks.example.com -Secret a, b, c")]
    [InlineData("-Uri https://hooks.example.com -Vault x -Secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Watch_WithParametersThatMeanNothing_IsRefusedBeforeAnythingIsRead(string parameters)
    {
        InvocationResult result = Shell.Run($"Watch-KandjiTenant '{Store}' {parameters}");

        Assert.DoesNotContain("P-A-T-H", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Watch_Detail_ReadsAShareEachRound()
    {
        bool isFirst = true;
        var details = new List<int>();
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Before(entry =>
        {
            bool isDetail = entry.Path.EndsWith("/details", StringComparison.Ordinal);
            lock (details)
            {
                if (isDetail && isFirst)
                    details.Add(0);
                if (isDetail)
                    details[^1]++;
                isFirst = !isDetail;
            }
        }));

        await Shell.RunUntilAsync(
            $"Watch-KandjiTenant '{Store}' -Baseline -Detail -MaxRequest 10 -Every 30s -ExcludeAudit", () => details.Count > 3);

        Assert.All(details.Take(3), count => Assert.Equal(10, count));
    }

    private static bool IsFirstPage(RequestEntry entry) => !entry.Query.Contains("offset=", StringComparison.Ordinal)
        || entry.Query.Contains("offset=0", StringComparison.Ordinal);

    // The error that a script catches: what follows in it does not run.
    private ErrorRecord Catch(string command) => Assert.IsType<ErrorRecord>(
        Assert.Single(Shell.Run($"try {{ {command}; 'after' }} catch {{ $_ }}").Succeeded().Output).BaseObject);

    private void AddEvent() => Shell.Tenant.State.AuditEvents.Add(new SimulatedAuditEvent("01EVENT")
    {
        Action = "update",
        OccurredAt = DateTimeOffset.UtcNow,
        ActorId = "f1000000-0000-4000-8000-0000000000ab",
        TargetId = KnownFleet.MacId,
        TargetType = "device",
    });
}
