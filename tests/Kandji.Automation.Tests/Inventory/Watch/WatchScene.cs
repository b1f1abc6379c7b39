using System.Net;
using Kandji.Automation.Inventory;
using Kandji.Automation.Inventory.Watch;
using Kandji.Client;
using Kandji.Simulator;
using Kandji.Simulator.State;
using Kandji.Simulator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>A simulated tenant, a receiver, a folder between them, and the watch that moves what happens from one to the other.</summary>
internal sealed class WatchScene : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<string> _warnings = [];
    private readonly List<InventoryException> _failures = [];
    private int _made;

    private WatchScene(SimulatedTenant tenant, WebhookReceiver receiver)
    {
        Tenant = tenant;
        Receiver = receiver;
        Secrets = [receiver.Secret];
        Address = receiver.Address;
        Client = InventoryFolder.Connect(tenant, new AutoAdvanceTimeProvider());
    }

    public SimulatedTenant Tenant { get; }

    public WebhookReceiver Receiver { get; }

    public InventoryFolder Folder { get; } = new();

    public KandjiClient Client { get; }

    /// <summary>The clock of the rounds, which stands still unless it is moved.</summary>
    public TimeProvider RoundClock { get; set; } = new FakeTimeProvider(DateTimeOffset.UtcNow);

    /// <summary>The clock by which a message is sent again: nobody waits.</summary>
    public TimeProvider DeliveryClock { get; set; } = new AutoAdvanceTimeProvider();

    /// <summary>The clock of signatures and of the limit on an answer.</summary>
    public TimeProvider SenderClock { get; set; } = TimeProvider.System;

    public IReadOnlyList<string> Secrets { get; set; }

    public Uri Address { get; set; }

    public int Capacity { get; set; } = 10_000;

    public bool IsBaseline { get; set; }

    public bool HasAudit { get; set; } = true;

    public IReadOnlyList<InventoryKind> Kinds { get; set; } = [InventoryKind.Device];

    /// <summary>Is called before each step on the disk.</summary>
    public Action<string>? BeforeStep { get; set; }

    public string QueuePath => Path.Combine(Folder.Path, "watch");

    public string CursorPath => Path.Combine(QueuePath, "audit.cursor");

    public string RefusedPath => Path.Combine(QueuePath, "refused.jsonl");

    /// <summary>The queue of the run that is under way, or was the last.</summary>
    public MessageQueue Queue { get; private set; } = null!;

    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_gate)
                return [.. _warnings];
        }
    }

    public IReadOnlyList<InventoryException> Failures
    {
        get
        {
            lock (_gate)
                return [.. _failures];
        }
    }

    public static async Task<WatchScene> StartAsync(int devices = 60) => new(
        await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = devices }), await WebhookReceiver.StartAsync());

    public TenantPoller NewPoller() => new(
        Client,
        new StoreFolder(Folder.Path) { BeforeStep = BeforeStep },
        new WatchOptions
        {
            Kinds = Kinds,
            Sync = new SyncOptions { Baseline = IsBaseline },
            CursorPath = HasAudit ? CursorPath : null,
            Every = TimeSpan.FromSeconds(30),
        },
        RoundClock,
        Observer());

    public Task<MessageQueue> OpenQueueAsync() => MessageQueue.OpenAsync(
        new StoreFolder(QueuePath) { BeforeStep = BeforeStep }, Client.Identity.Host, TimeProvider.System, CancellationToken.None);

    /// <summary>Watches until something is so, or until the watch ends by itself.</summary>
    /// <param name="until">Is asked whenever a request came, or the queue changed.</param>
    public async Task RunAsync(Func<bool> until, CancellationToken cancellationToken = default)
    {
        new StoreFolder(Folder.Path).Create();
        using MessageQueue queue = Queue = await OpenQueueAsync();
        List<WebhookSecret> secrets = Secrets.Select(text => WebhookSecret.Parse(new NetworkCredential("", text).SecurePassword)).ToList();
        using var sender = new WebhookSender(Address, secrets, "Kandji-PowerShell/0.0.0", SenderClock);
        WatchObserver observer = Observer();
        var delivery = new WebhookDelivery(queue, sender, Capacity, DeliveryClock, observer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watching = new WebhookForwarder(NewPoller(), queue, delivery, Capacity, Client.Identity).RunAsync(stop.Token);
        Task limit = Task.Delay(Limit, cancellationToken);
        while (true)
        {
            TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            void Arrive(ReceivedWebhook _) => arrived.TrySetResult();
            void Answer(RequestEntry _) => arrived.TrySetResult();
            Task changed = queue.Changed;
            Receiver.Arrived += Arrive;
            Tenant.Log.Answered += Answer;
            try
            {
                if (watching.IsCompleted || until())
                    break;
                Task ended = await Task.WhenAny(arrived.Task, changed, watching, limit);
                if (ended == limit && !cancellationToken.IsCancellationRequested)
                    throw new TimeoutException($"{queue.Count} messages are in the queue. {string.Join('\n', Warnings)}");
            }
            finally
            {
                Receiver.Arrived -= Arrive;
                Tenant.Log.Answered -= Answer;
            }
        }
        await stop.CancelAsync();
        try
        {
            await watching;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>Watches until so many messages were accepted, and taken out of the queue.</summary>
    public Task RunUntilAcceptedAsync(int count) => RunAsync(() => Receiver.Accepted.Count >= count && Queue.Count == 0);

    public string AddEvent(DateTimeOffset? at = null, string targetType = "device", string action = "update")
    {
        string id = $"01EVENT{++_made:D6}";
        DateTimeOffset time = at ?? DateTimeOffset.UtcNow;
        Tenant.State.AuditEvents.Add(new SimulatedAuditEvent(id)
        {
            Action = action,
            OccurredAt = new DateTimeOffset(time.Ticks / 10 * 10, time.Offset),
            ActorId = "f1000000-0000-4000-8000-0000000000ab",
            TargetId = KnownFleet.MacId,
            TargetType = targetType,
        });
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Receiver.DisposeAsync();
        await Tenant.DisposeAsync();
        Folder.Dispose();
    }

    private WatchObserver Observer() => new()
    {
        Warn = words => Keep(() => _warnings.Add(words)),
        Fail = failure => Keep(() => _failures.Add(failure)),
    };

    private void Keep(Action action)
    {
        lock (_gate)
            action();
    }
}
