using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Inventory;

/// <summary>
/// <para type="synopsis">Reads what a tenant has, and writes what changed since the last run.</para>
/// <para type="description">
/// Reads the lists, compares them with the inventory, which is a folder, and returns a change for each difference: Added, Changed (one for
/// each property), Removed, Returned (back under the same id) or Reenrolled (a serial number under a new id, with both ids). The first run
/// makes the folder and returns everything as Added, or with -Baseline nothing.
/// </para>
/// <para type="description">
/// Changes are pending until Complete-KandjiInventory takes them: a run before that returns them again, with the same ids, and then the new
/// ones. A script that dies in the middle loses nothing, and whoever receives the changes tells by the id what was received before.
/// </para>
/// <para type="description">
/// Each kind is compared and kept by itself. A list that breaks off, or that the token may not read, is an error, changes nothing of that
/// kind and removes nothing. When more than a fifth of a kind is missing from a list, and at least five, nothing is believed either: see
/// -MaxRemoved. Values are compared by their meaning: null, empty and absent are one, a time is the same in each spelling, and tags have no
/// order. A property that the service did not send before is learnt without a change for each device. Tokens, recovery keys, passwords and
/// enrollment codes are not kept.
/// </para>
/// <para type="description">
/// Left out, because they always move, unless -IncludeVolatile is given: of devices LastCheckIn; of users UpdatedAt; of blueprints
/// ComputersCount and MissingComputersCount; of Automated Device Enrollment devices ProfilePushTime and AssignmentStatusReceivedAt; of
/// details the times of check-ins, the time since the start, volumes, free space, batteries, addresses and locations. The kept objects have
/// them all the same.
/// </para>
/// </summary>
/// <example>
///   <summary>Give what changed to another system, and take it when that went well</summary>
///   <code>$changes = Sync-KandjiInventory ./acme.inventory
/// $changes | Select-Object Id, Change, SerialNumber, Property, After | Export-Csv changes.csv
/// $changes | Complete-KandjiInventory ./acme.inventory</code>
/// </example>
/// <example>
///   <summary>Begin without a change for everything there is, and then see what changed in devices and users</summary>
///   <code>Sync-KandjiInventory ./acme.inventory -Kind Device, User -Baseline
/// Sync-KandjiInventory ./acme.inventory -Kind Device, User | Format-Table Kind, Change, Name, Property, Before, After</code>
/// </example>
[Cmdlet(VerbsData.Sync, "KandjiInventory")]
[OutputType(typeof(InventoryChange))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "with -Kind Device, which is the default")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetDetail), When = "with -Detail")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "with -Kind User")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "with -Kind AdeDevice")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), When = "with -Kind Blueprint")]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "with -Kind Tag")]
public sealed class SyncKandjiInventory : KandjiCmdlet
{
    private const int ActivityId = 7004;

    /// <summary>The folder of the inventory. Each tenant has its own. One that is not there is made.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("folder", Values = "a path")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The kinds to compare: Device, User, AdeDevice, Blueprint, Tag. Devices without it.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Device", "User", "AdeDevice", "Blueprint", "Tag")]
    [ValidateNotNullOrEmpty]
    public string[]? Kind { get; set; }

    /// <summary>
    /// Reads and compares the details of devices too: of those that are new or have checked in since, a request each, as far as the share
    /// of the hour's requests allows (-MaxRequest). The rest is read by the next runs.
    /// </summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <summary>How many details to read at most. Without it half of what is left of the hour's requests.</summary>
    [Parameter]
    [RequiresParameter(nameof(Detail))]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxRequest { get; set; }

    /// <summary>
    /// Compares everything value by value, not only what looks different at a glance, and reads the details of all devices with -Detail.
    /// </summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>
    /// Returns no changes for a kind that the inventory does not have yet. Later runs compare with the present state.
    /// </summary>
    [Parameter]
    public SwitchParameter Baseline { get; set; }

    /// <summary>
    /// Takes the changes at the end of this command's own output, as Complete-KandjiInventory does, unless the pipeline was stopped. What
    /// happens after that is not seen: an error of a later command that does not end the pipeline, sorting or a variable that collects
    /// everything first, what a script does with it afterwards. Whoever has to lose nothing uses Complete-KandjiInventory.
    /// </summary>
    [Parameter]
    public SwitchParameter AutoComplete { get; set; }

    /// <summary>Returns changes of what always moves too, such as the last check-in.</summary>
    [Parameter]
    public SwitchParameter IncludeVolatile { get; set; }

    /// <summary>
    /// How many objects of a kind may be missing and be believed to be removed: a number, or a share as 30%. Without it a fifth, and always
    /// up to four.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitCompleter))]
    [TextTransformation]
    public string? MaxRemoved { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        IReadOnlyList<InventoryKind> kinds = InventoryKindNames.Parse(Kind);
        if (Detail && !kinds.Contains(InventoryKind.Device))
            throw TerminatingException.FromParameters("-Detail is about devices. Give -Kind Device as well.");
        SyncOptions options = CreateOptions();
        var folder = new StoreFolder(FilePath.Resolve(SessionState, Path));
        using (InventoryStore store = Await(InventoryStore.OpenAsync(folder, Client.Identity.Host, ConnectedSession.Clock, StopToken)))
        {
            foreach (InventoryKind kind in kinds)
            {
                bool isRead = Guard(kind.Kind, () => SyncList(store, kind, options));
                if (isRead && Detail && kind == InventoryKind.Device)
                    Guard("details", () => SyncDetails(store, options));
            }
            foreach (string warning in store.Warnings)
                WriteWarning(warning);
        }
        // The lock is given back before: what comes next in the pipeline may take the changes.
        List<string> written = WritePending(folder, Detail ? [.. kinds, InventoryKind.DeviceDetail] : kinds);
        if (AutoComplete && !IsStopped && written.Count > 0)
        {
            using InventoryStore store = Await(InventoryStore.OpenAsync(folder, null, ConnectedSession.Clock, StopToken));
            store.Take(written);
        }
    }

    private SyncOptions CreateOptions()
    {
        try
        {
            return new SyncOptions
            {
                Baseline = Baseline,
                Full = Full,
                IncludeVolatile = IncludeVolatile,
                MaxRemoved = MaxRemoved is null ? RemovalLimit.Default : RemovalLimit.Parse(MaxRemoved),
            };
        }
        catch (FormatException e)
        {
            throw TerminatingException.FromParameters("-MaxRemoved: " + e.Message, MaxRemoved);
        }
    }

    private void SyncList(InventoryStore store, InventoryKind kind, SyncOptions options)
    {
        string words = ConfigurationKinds.Plural(kind.Kind);
        using var sync = new KindSync(store, kind, options, ConnectedSession.Clock.GetUtcNow());
        try
        {
            SyncResult result = AwaitWork(
                token => sync.RunAsync(kind.ListAsync(Client, token), count => ShowProgress(words, count)));
            WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0} {1}, {2} changes.", result.Count, words, result.Changes));
            TellColumns(words, result);
        }
        finally
        {
            WriteProgress(new ProgressRecord(ActivityId, "Comparing with the inventory", words)
                { RecordType = ProgressRecordType.Completed });
        }
    }

    private void SyncDetails(InventoryStore store, SyncOptions options)
    {
        // Everybody's hour: half of what is left is for others.
        int most = MaxRequest ?? DetailSync.GetShare(Client.RemainingThisHour);
        using var sync = new DetailSync(store, options, ConnectedSession.Clock.GetUtcNow());
        DetailResult result = AwaitWork(
            token => sync.RunAsync(Client, most, count => ShowProgress("details", count), token));
        TellColumns("details", result.Compared);
        foreach (string failure in result.Failures)
            WriteWarning(failure);
        if (result.Left > 0)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture,
                "The details of {0} devices were read. {1} more are new or have checked in since, and are left for the next runs.",
                result.Read, result.Left));
        }
        result.ThrowIfEnded();
    }

    private void TellColumns(string words, SyncResult result)
    {
        string added = FormatList([.. result.NewColumns]), gone = FormatList([.. result.VanishedColumns]);
        if (added.Length > 0)
            WriteWarning($"The {words} have fields that they did not have before, which is no change: {added}.");
        if (gone.Length > 0)
            WriteWarning($"The {words} lack fields that they had before, which is no change: {gone}.");
    }

    private List<string> WritePending(StoreFolder folder, IReadOnlyList<InventoryKind> kinds)
    {
        var written = new List<string>();
        // Where every list of a first run failed, there is none.
        if (!InventoryStore.IsThere(folder))
            return written;
        InventoryStore store = InventoryStore.OpenRead(folder);
        InventoryObjects objects = new(Client.Identity);
        // Before the first is written: later runs, which others may make meanwhile, delete the files of these states.
        List<(InventoryKind Kind, StoredState? State)> states = kinds.Select(kind => (kind, store.Find(kind))).ToList();
        foreach ((InventoryKind kind, StoredState? state) in states)
        {
            if (state is null)
                continue;
            foreach ((JournalFrame frame, StoredChange change) in store.ReadPending(kind, state))
            {
                WriteObject(objects.Create(kind, frame, change));
                if (AutoComplete)
                    written.Add(change.Id);
            }
        }
        return written;
    }

    private void ShowProgress(string words, int count) => Post(() => WriteProgress(new ProgressRecord(
        ActivityId, "Comparing with the inventory", string.Format(CultureInfo.CurrentCulture, "{0} {1}", count, words))));
}
