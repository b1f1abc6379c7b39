using System.Security;
using Kandji.Automation.Inventory;
using Kandji.Automation.Inventory.Watch;
using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Tags;
using Kandji.Client.Tenant;
using Kandji.Client.Users;
using Kandji.PowerShell.Audit;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Inventory;

/// <summary>
/// <para type="synopsis">Watches a tenant: returns what changes in it and in its audit log, or posts it to a webhook.</para>
/// <para type="description">
/// Does at each -Every what Sync-KandjiInventory and Get-KandjiAuditEvent -CursorPath do, and goes on until it is stopped (Ctrl+C). It
/// returns changes and events as they are found. They count as given when the next command of the pipeline has come back: one that ends
/// the pipeline loses nothing, since the next start gives them again, with the same ids. The first run gives everything that there is as
/// Added, or with -Baseline nothing, and the audit log from now on.
/// </para>
/// <para type="description">
/// With -Uri it returns nothing, and posts each change and each event as JSON to a receiver, signed as Standard Webhooks asks: the headers
/// webhook-id, which is the same through all tries and starts, webhook-timestamp and webhook-signature. Messages that have not arrived wait
/// in a queue on the disk, in the folder of the inventory, and are sent in the order in which they were found. A message has arrived when
/// the receiver answers 2xx. After 408, 429, 5xx, a redirect, or 30 seconds without an answer it is sent again, at longer and longer
/// intervals of at most five minutes. After three other answers of 4xx it is kept in the file refused.jsonl, with an error, and the next
/// one is sent. 410 ends the command. Redirects are not followed, and the tenant's token is never sent to the receiver.
/// </para>
/// <para type="description">
/// A lost network, a service that fails and an exhausted rate limit are a warning, and it goes on. A token that is refused, or that may not
/// read one of the lists or the audit log, ends it, and so do a full disk and a queue that is full while the receiver is down. Each folder
/// is watched by one command at a time.
/// </para>
/// </summary>
/// <example>
///   <summary>Show changes and events as they happen</summary>
///   <code>Watch-KandjiTenant ./acme.inventory -Baseline -Every 1m | ForEach-Object { "$_" }</code>
/// </example>
/// <example>
///   <summary>Post what changes to a receiver; the secret is in a vault</summary>
///   <code>Watch-KandjiTenant ./acme.inventory -Baseline -Uri https://hooks.example.com/kandji -SecretName KandjiHook</code>
///   <para>The secret begins with whsec_, as Standard Webhooks has it. docs/inventory.md says how to make one.</para>
/// </example>
[Cmdlet(VerbsCommon.Watch, "KandjiTenant")]
[OutputType(typeof(InventoryChange), typeof(AuditEvent))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "with -Kind Device, which is the default")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetDetail), When = "with -Detail")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "with -Kind User")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "with -Kind AdeDevice")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), When = "with -Kind Blueprint")]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "with -Kind Tag")]
[KandjiOperation(typeof(AuditOperations), nameof(AuditOperations.List), When = "without -ExcludeAudit")]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.ListAdmins), When = "to name the actors, without -Uri")]
public sealed class WatchKandjiTenant : KandjiCmdlet
{
    private const string QueueFolder = "watch";
    private const string CursorName = "audit.cursor";

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    private SyncOptions _sync = new();
    private ActorNames? _actors;

    /// <summary>The folder of the inventory. Each tenant has its own. One that is not there is made.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("folder", Values = "a path")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// How long from one round to the next: 5m, 1h. The default is 5 minutes. Each round reads the whole lists: 300 devices a request.
    /// </summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The kinds to compare: Device, User, AdeDevice, Blueprint, Tag. Devices without it.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Device", "User", "AdeDevice", "Blueprint", "Tag")]
    [ValidateNotNullOrEmpty]
    public string[]? Kind { get; set; }

    /// <summary>
    /// Reads and compares the details of devices too: of those that are new or have checked in since, a request each, as far as a share of
    /// the hour's requests allows (-MaxRequest). The rest is read by the next rounds.
    /// </summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <summary>
    /// How many details a round reads at most. Without it half of what is left of the hour's requests, spread over the rounds of the hour.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Detail))]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxRequest { get; set; }

    /// <summary>
    /// Gives no changes for a kind that the inventory does not have yet. Later rounds compare with the present state.
    /// </summary>
    [Parameter]
    public SwitchParameter Baseline { get; set; }

    /// <summary>Gives changes of what always moves too, such as the last check-in.</summary>
    [Parameter]
    public SwitchParameter IncludeVolatile { get; set; }

    /// <summary>
    /// How many objects of a kind may be missing and be believed to be removed: a number, or a share as 30%. Without it a fifth, and always
    /// up to four. It holds for every round.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitCompleter))]
    [TextTransformation]
    public string? MaxRemoved { get; set; }

    /// <summary>
    /// The file that keeps how far the audit log was read. Without it a file of this command's own in the folder of the inventory.
    /// </summary>
    [Parameter]
    [ExcludesParameters(nameof(ExcludeAudit))]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? CursorPath { get; set; }

    /// <summary>How much later than others an event may arrive in the log and still be found: 15m, 1h. The default is 15 minutes.</summary>
    [Parameter]
    [ExcludesParameters(nameof(ExcludeAudit))]
    [SpanTransformation]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Leaves the audit log out.</summary>
    [Parameter]
    public SwitchParameter ExcludeAudit { get; set; }

    /// <summary>
    /// The address of the receiver, which has to be https but on this computer itself. Of an address errors and warnings show the host
    /// alone.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [TextTransformation]
    public Uri? Uri { get; set; }

    /// <summary>
    /// The secret that the receiver knows too, as a SecureString: whsec_ and 24 to 64 bytes in Base64. Two of them while the receiver
    /// changes from one to the other: each message is signed with both.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Uri))]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 2)]
    [SecureStringTransformation(TakesSeveral = true)]
    public SecureString[]? Secret { get; set; }

    /// <summary>
    /// The name under which a vault keeps the secret, or two names. Needs the module Microsoft.PowerShell.SecretManagement and a registered
    /// vault.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Uri))]
    [ExcludesParameters(nameof(Secret))]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 2)]
    [TextTransformation]
    public string[]? SecretName { get; set; }

    /// <summary>The vault that keeps the secret. Without it: the default vault, then the others.</summary>
    [Parameter]
    [RequiresParameter(nameof(SecretName))]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Vault { get; set; }

    /// <summary>
    /// How many messages the queue may hold, and the file of refused messages. The default is 100000. A message without room while the
    /// receiver is slow waits in the inventory; when the receiver is down, the command ends with an error, and nothing is lost.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Uri))]
    [ValidateRange(1, 10_000_000)]
    public int MaxQueue { get; set; } = 100_000;

    private protected override bool IsForOneTenant => true;

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Every < ShortestInterval)
            throw TerminatingException.FromParameters("-Every has to be 10 seconds or more.", Every);
        if (Overlap < TimeSpan.Zero || Overlap > LongestOverlap)
            throw TerminatingException.FromParameters("-Overlap has to be between 0 and 7 days.", Overlap);
        if (Uri is not null && Secret is null && SecretName is null)
        {
            throw TerminatingException.FromParameters(
                "There is no secret to sign with. Give -SecretName, the name of one in a vault, or -Secret.");
        }
        try
        {
            _sync = new SyncOptions
            {
                Baseline = Baseline,
                IncludeVolatile = IncludeVolatile,
                MaxRemoved = MaxRemoved is null ? RemovalLimit.Default : RemovalLimit.Parse(MaxRemoved),
            };
        }
        catch (FormatException e)
        {
            throw TerminatingException.FromParameters("-MaxRemoved: " + e.Message, MaxRemoved);
        }
        CheckReceiver();
    }

    private void CheckReceiver()
    {
        try
        {
            if (Uri is not null)
                WebhookAddress.Check(Uri);
            foreach (SecureString secret in Secret ?? [])
                WebhookSecret.Parse(secret).Dispose();
        }
        catch (ArgumentException e)
        {
            // Without a target: the address may hold secrets too.
            throw TerminatingException.FromParameters(e.Message);
        }
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        IReadOnlyList<InventoryKind> kinds = InventoryKindNames.Parse(Kind);
        if (Detail && !kinds.Contains(InventoryKind.Device))
            throw TerminatingException.FromParameters("-Detail is about devices. Give -Kind Device as well.");
        var secrets = new List<WebhookSecret>();
        try
        {
            ReadSecrets(secrets);
            Watch(kinds, secrets);
        }
        catch (Exception e) when (e is not TerminatingException && ErrorRecords.Create(e, null) is { } record)
        {
            // Whatever ends the watch ends the script too: nobody is to go on in the belief that it still watches.
            throw new TerminatingException(record);
        }
        finally
        {
            secrets.ForEach(secret => secret.Dispose());
        }
    }

    private void ReadSecrets(List<WebhookSecret> secrets)
    {
        secrets.AddRange((Secret ?? []).Select(WebhookSecret.Parse));
        var vault = new SecretVault(InvokeCommand, "webhook secret", nameof(Secret));
        foreach (string name in SecretName ?? [])
        {
            using SecureString secret = vault.Read(name, Vault);
            secrets.Add(WebhookSecret.Parse(secret));
        }
    }

    private void Watch(IReadOnlyList<InventoryKind> kinds, IReadOnlyList<WebhookSecret> secrets)
    {
        var folder = new StoreFolder(FilePath.Resolve(SessionState, Path));
        // A folder of another tenant is refused before anything is read or sent.
        Await(InventoryStore.OpenAsync(folder, Client.Identity.Host, ConnectedSession.Clock, StopToken)).Dispose();
        var queueFolder = new StoreFolder(folder.GetPath(QueueFolder));
        using MessageQueue queue = Await(
            MessageQueue.OpenAsync(queueFolder, Client.Identity.Host, ConnectedSession.Clock, StopToken));
        foreach (string warning in queue.Warnings)
            WriteWarning(warning);
        var observer = new WatchObserver
        {
            Warn = words => Post(() => WriteWarning(words)),
            Tell = words => Post(() => WriteVerbose(words)),
            Fail = failure => Post(() => WriteFailure(ErrorRecords.Create(failure, null)!)),
        };
        var options = new WatchOptions
        {
            Kinds = kinds,
            Sync = _sync,
            Detail = Detail,
            MaxRequest = MaxRequest,
            CursorPath = ExcludeAudit ? null
                : CursorPath is null ? queueFolder.GetPath(CursorName)
                : FilePath.Resolve(SessionState, CursorPath),
            Overlap = Overlap,
            Every = Every,
        };
        var poller = new TenantPoller(Client, folder, options, ConnectedSession.Clock, observer);
        if (Uri is not null)
            Forward(poller, queue, secrets, observer);
        else
            WriteObjects(poller, queue);
    }

    private void WriteObjects(TenantPoller poller, MessageQueue queue)
    {
        if (queue.Count > 0)
            WriteWarning($"{queue.Count} messages of an earlier watch with -Uri wait in the queue. Without -Uri they are not sent.");
        var objects = new InventoryObjects(Client.Identity);
        foreach (WatchBatch batch in StreamWork(poller.ReadAsync))
        {
            foreach (WatchEntry entry in batch.Entries)
            {
                if (entry.Event is { } found)
                    WriteEvent(found);
                else
                    WriteObject(objects.Create(entry.Kind!, entry.Frame!, entry.Change!));
            }
        }
    }

    private void WriteEvent(AuditEvent found)
    {
        _actors ??= new ActorNames(() => Stream(Client.Tenant.ListAdminsAsync(StopToken)), WriteWarning);
        _actors.Complete(found);
        WriteModel(found);
    }

    private void Forward(TenantPoller poller, MessageQueue queue, IReadOnlyList<WebhookSecret> secrets, WatchObserver observer)
    {
        string version = typeof(WatchKandjiTenant).Assembly.GetName().Version!.ToString(3);
        // The limit on an answer is nothing that anybody waits for, and goes by the system's clock.
        using var sender = new WebhookSender(Uri!, secrets, $"Kandji-PowerShell/{version}", TimeProvider.System);
        var delivery = new WebhookDelivery(queue, sender, MaxQueue, ConnectedSession.Clock, observer);
        AwaitWork(new WebhookForwarder(poller, queue, delivery, MaxQueue, Client.Identity).RunAsync);
    }
}
