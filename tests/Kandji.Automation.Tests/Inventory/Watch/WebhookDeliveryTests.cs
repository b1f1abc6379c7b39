using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;
using Kandji.Simulator;
using Kandji.Simulator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>What a receiver gets over real HTTP, and what becomes of messages that it does not take.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private WatchScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WatchScene.StartAsync(devices: 6);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private int Devices => _scene.Tenant.State.Devices.Count;

    [Fact]
    public async Task Run_PostsEachChangeOnceSignedAndWithoutAnythingThatAuthorizes()
    {
        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(Devices, _scene.Receiver.Received.Count);
        Assert.Equal(Devices, _scene.Receiver.Received.Select(received => received.Id).Distinct().Count());
        Assert.All(_scene.Receiver.Received, received =>
        {
            Assert.True(received.IsSigned);
            Assert.Equal(("POST", "/hooks/kandji?key=k1"), (received.Method, received.Path));
            Assert.Equal("application/json", received.Header("Content-Type"));
            Assert.Equal("kandji.device.added", received.Type);
            Assert.Equal(received.Id, (string?)received.Data["id"]);
            Assert.DoesNotContain(received.Headers.Keys, name => name is "Authorization" or "Cookie" or "Proxy-Authorization");
            Assert.DoesNotContain(received.Headers.Values, value => value.Contains(_scene.Tenant.Token, StringComparison.Ordinal));
            Assert.DoesNotContain(_scene.Tenant.Token, Encoding.UTF8.GetString(received.Body), StringComparison.Ordinal);
        });
        Assert.Empty(_scene.Folder.Pending());
    }

    [Fact]
    public async Task Run_AfterAChange_PostsItsPropertyAndValuesAsTheServiceNamesThem()
    {
        _scene.IsBaseline = true;
        await _scene.RunAsync(() => File.Exists(_scene.CursorPath));
        _scene.Tenant.State.Devices[KnownFleet.MacId].AssetTag = "A-1";
        string found = _scene.AddEvent(targetType: "Library Item", action: "update");

        await _scene.RunUntilAcceptedAsync(2);

        ReceivedWebhook change = _scene.Receiver.Accepted.Single(received => received.Type == "kandji.device.changed");
        Assert.Equal("asset_tag", (string?)change.Data["property"]);
        Assert.Equal("A-1", (string?)change.Data["after"]);
        Assert.Equal("A-1", (string?)change.Data["object"]!["asset_tag"]);
        Assert.Equal(_scene.Client.Identity.Host, (string?)change.Data["host"]);
        Assert.EndsWith("Z", (string?)change.Message["timestamp"], StringComparison.Ordinal);
        ReceivedWebhook posted = _scene.Receiver.Accepted.Single(received => received.Type == "kandji.audit.library_item.update");
        Assert.Equal(found, posted.Id);
        Assert.Equal(KnownFleet.MacId, (string?)posted.Data["target_id"]);
    }

    [Fact]
    public async Task Run_WithTwoSecrets_IsVerifiedByOneWhoKnowsTheOldOrTheNew()
    {
        string old = _scene.Receiver.Secret, next = WebhookReceiver.NewSecret();
        _scene.Secrets = [old, next];
        _scene.Receiver.Answer = (_, count) =>
        {
            // The receiver changes its secret in the middle.
            _scene.Receiver.Secret = count == 3 ? next : _scene.Receiver.Secret;
            return WebhookReply.Status(200);
        };

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.All(_scene.Receiver.Received, received => Assert.True(received.IsSigned));
        Assert.All(_scene.Receiver.Received, received => Assert.Equal(2, received.Header("webhook-signature").Split(' ').Length));
    }

    public static TheoryData<string> PassingFaults() => ["408", "429", "500", "502", "503", "504", "302", "307", "reset"];

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Run_WhenTheReceiverFails_SendsTheSameMessageAgainInItsOrderSignedAnew(string fault)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _scene.SenderClock = clock;
        _scene.Receiver.Answer = (_, count) =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            if (count is not (2 or 3 or 5 or 6 or 7 or 8))
                return WebhookReply.Status(204);
            return fault == "reset"
                ? WebhookReply.Reset()
                : WebhookReply.Status(
                    int.Parse(fault, CultureInfo.InvariantCulture), "no", ("Location", "http://127.0.0.1:9/elsewhere"));
        };

        await _scene.RunUntilAcceptedAsync(Devices);

        List<string> sent = _scene.Receiver.Received.Select(received => received.Id).ToList();
        Assert.Equal(Devices + 6, sent.Count);
        Assert.Equal(Devices, _scene.Receiver.Accepted.Select(received => received.Id).Distinct().Count());
        // In order: each again and again, and never an earlier one.
        Assert.Equal(sent.Distinct().SelectMany(id => sent.Where(other => other == id)), sent);
        foreach (IGrouping<string, ReceivedWebhook> tries in _scene.Receiver.Received.GroupBy(received => received.Id))
        {
            Assert.All(tries, received => Assert.True(received.IsSigned));
            Assert.Single(tries.Select(received => Convert.ToBase64String(received.Body)).Distinct());
            Assert.Equal(tries.Count(), tries.Select(received => received.Header("webhook-timestamp")).Distinct().Count());
            Assert.Equal(tries.Count(), tries.Select(received => received.Header("webhook-signature")).Distinct().Count());
        }
        Assert.Equal(2, _scene.Warnings.Count);
        Assert.Contains("answers again", _scene.Warnings[1], StringComparison.Ordinal);
        Assert.DoesNotContain("k1", string.Concat(_scene.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenThereIsNoAnswerFor30Seconds_SendsItAgain()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _scene.SenderClock = clock;
        _scene.Receiver.Answer = (_, count) => count == 2 ? WebhookReply.Hang() : WebhookReply.Status(204);
        bool isEarly = false;
        _scene.Receiver.Arrived += _ =>
        {
            if (_scene.Receiver.Received.Count != 2)
                return;
            clock.Advance(TimeSpan.FromSeconds(29));
            isEarly = _scene.Receiver.Received.Count > 2;
            clock.Advance(TimeSpan.FromSeconds(2));
        };

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.False(isEarly);
        Assert.Equal(_scene.Receiver.Received[1].Id, _scene.Receiver.Received[2].Id);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task Run_WhenAMessageIsRefusedThreeTimes_KeepsItInAFileAndGoesOn(int status)
    {
        string? refused = null;
        _scene.Receiver.Answer = (received, _) =>
            received.Id == (refused ??= received.Id) ? WebhookReply.Status(status) : WebhookReply.Status(200);

        await _scene.RunUntilAcceptedAsync(Devices - 1);

        Assert.Equal(3, _scene.Receiver.Received.Count(received => received.Id == refused));
        JsonNode line = JsonNode.Parse(Assert.Single(File.ReadAllLines(_scene.RefusedPath)))!;
        Assert.Equal(refused, (string?)line["id"]);
        Assert.Contains($"{status}", (string?)line["reason"], StringComparison.Ordinal);
        Assert.Equal(refused, (string?)line["message"]!["data"]!["id"]);
        InventoryException failure = Assert.Single(_scene.Failures);
        Assert.Equal("KandjiWebhookRefused", failure.Id);
        Assert.Contains(refused!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheReceiverRefusesEverything_EndsBeforeTheFileGrowsWithoutEnd()
    {
        _scene.Capacity = 3;
        _scene.Receiver.Answer = (_, _) => WebhookReply.Status(400);

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _scene.RunAsync(() => false));

        Assert.Equal("KandjiQueueFull", e.Id);
        Assert.Equal(3, File.ReadAllLines(_scene.RefusedPath).Length);
        File.Delete(_scene.RefusedPath);
        _scene.Receiver.Answer = (_, _) => WebhookReply.Status(200);
        await _scene.RunUntilAcceptedAsync(Devices - 3);
    }

    [Fact]
    public async Task Run_WhenTheReceiverIsGone_EndsWithAnErrorAndKeepsTheMessages()
    {
        _scene.Receiver.Answer = (_, count) => WebhookReply.Status(count == 3 ? 410 : 200);

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _scene.RunAsync(() => false));

        Assert.Equal("KandjiWebhookGone", e.Id);
        Assert.DoesNotContain("k1", e.Message, StringComparison.Ordinal);
        await _scene.RunUntilAcceptedAsync(Devices);
        Assert.Equal(Devices, _scene.Receiver.Accepted.Select(received => received.Id).Distinct().Count());
    }

    [Fact]
    public async Task Run_WhenTheReceiverRedirects_DoesNotFollow()
    {
        await using WebhookReceiver other = await WebhookReceiver.StartAsync(_scene.Receiver.Secret);
        _scene.Receiver.Answer = (_, count) =>
            count <= 3 ? WebhookReply.Status(count == 1 ? 301 : 308, "", ("Location", other.Address.ToString())) : WebhookReply.Status(200);

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Empty(other.Received);
        Assert.Contains(_scene.Warnings, warning => warning.Contains("redirects are not followed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhenTheReceiverSaysWhenToComeBack_WaitsThatLong()
    {
        var clock = new AutoAdvanceTimeProvider();
        _scene.DeliveryClock = clock;
        _scene.Receiver.Answer = (_, count) => count == 1 ? WebhookReply.Status(429, "", ("Retry-After", "45")) : WebhookReply.Status(200);

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(TimeSpan.FromSeconds(45), clock.Skipped);
    }

    [Fact]
    public async Task Run_WhenTheReceiverStaysDown_AsksAtLongerAndLongerIntervals()
    {
        var clock = new AutoAdvanceTimeProvider();
        _scene.DeliveryClock = clock;
        _scene.Receiver.Answer = (_, count) => WebhookReply.Status(count <= 6 ? 503 : 200);

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 16 + 32), clock.Skipped);
    }

    [Fact]
    public async Task Run_WhenThereIsNoReceiver_KeepsTheMessagesForTheNextStart()
    {
        // Nobody listens on this port.
        Uri address = _scene.Address;
        _scene.Address = new Uri("http://127.0.0.1:9/");
        await _scene.RunAsync(() => _scene.Warnings.Count > 0 && _scene.Queue.Count == Devices);
        Assert.Contains("takes nothing", _scene.Warnings[0], StringComparison.Ordinal);
        _scene.Address = address;

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(Devices, _scene.Receiver.Received.Count);
    }

    [Fact]
    public async Task Run_WhenTheAnswerIsWithoutEnd_ReadsNothingOfIt()
    {
        string large = new('x', 8_000_000);
        _scene.Receiver.Answer = (_, _) => WebhookReply.Status(200, large);

        await _scene.RunAsync(() => _scene.Queue is { Count: 0 } && _scene.Receiver.Received.Count == Devices);

        Assert.Equal(Devices, _scene.Receiver.Received.Select(received => received.Id).Distinct().Count());
    }

    [Fact]
    public async Task Run_WithAFullQueueAndAReceiverThatIsDown_EndsWithAnErrorAndLosesNothing()
    {
        _scene.Capacity = 4;
        _scene.Receiver.Answer = (_, _) => WebhookReply.Status(503);

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _scene.RunAsync(() => false));

        Assert.Equal("KandjiQueueFull", e.Id);
        Assert.Equal(4, _scene.Queue.Count);
        Assert.Equal(Devices, _scene.Folder.Pending().Count);
        _scene.Receiver.Answer = (_, _) => WebhookReply.Status(200);
        await _scene.RunAsync(() => _scene.Receiver.Accepted.Select(received => received.Id).Distinct().Count() == Devices);
    }

    [Fact]
    public async Task Run_WithAQueueThatIsSmallerThanWhatHappens_WaitsForASlowReceiver()
    {
        _scene.Capacity = 2;

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(Devices, _scene.Receiver.Received.Count);
        Assert.Empty(_scene.Warnings);
    }

    [Fact]
    public async Task Run_WhenItIsStopped_EndsAtOnceAndTheNextStartSendsWhatDidNotArrive()
    {
        using var stop = new CancellationTokenSource();
        _scene.Receiver.Answer = (_, count) =>
        {
            if (count != 3)
                return WebhookReply.Status(200);
            stop.Cancel();
            return WebhookReply.Hang();
        };
        await _scene.RunAsync(() => false, stop.Token).WaitAsync(TimeSpan.FromSeconds(20));

        await _scene.RunUntilAcceptedAsync(Devices);

        Assert.Equal(Devices, _scene.Receiver.Accepted.Count);
        Assert.Equal(_scene.Receiver.Received[2].Id, _scene.Receiver.Received[3].Id);
    }
}
