using System.Globalization;
using Kandji.Automation.Inventory;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Enrollment;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Inventory;

/// <summary>
/// <para type="synopsis">Gets what an inventory has: the objects as they were, without asking the tenant.</para>
/// <para type="description">
/// Returns the objects as the last run of Sync-KandjiInventory found them, or with -At as they were at an earlier time. They are of the
/// same types as those of Get-KandjiDevice and the other commands, know their tenant, pipe into the same commands, and have AsOf, the time
/// at which they were so. A command that gets such a device reads it again first, so that nothing old is acted on.
/// </para>
/// <para type="description">
/// With -History it returns what happened to one device over all runs: the changes as Sync-KandjiInventory returned them, those that were
/// taken too, the oldest first. The inventory knows what its runs saw: what changed and changed back between two of them is not in it.
/// Properties that always move, such as LastCheckIn, are with -At those of the last run before the object's next change.
/// </para>
/// </summary>
/// <example>
///   <summary>The devices without asking the tenant</summary>
///   <code>Get-KandjiInventory ./acme.inventory | Where-Object Platform -eq Mac</code>
/// </example>
/// <example>
///   <summary>Who had which device at the end of last quarter?</summary>
///   <code>Get-KandjiInventory ./acme.inventory -At 90d | Format-Table DeviceName, SerialNumber, User</code>
/// </example>
/// <example>
///   <summary>What happened to a device?</summary>
///   <code>Get-KandjiInventory ./acme.inventory -History C02XXXXXXX | Format-Table DetectedAt, Change, Property, Before, After</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiInventory", DefaultParameterSetName = ObjectsSet)]
[OutputType(typeof(Device), typeof(User), typeof(AdeDevice), typeof(Blueprint), typeof(Tag), typeof(DeviceDetail),
    ParameterSetName = [ObjectsSet])]
[OutputType(typeof(InventoryChange), ParameterSetName = [HistorySet])]
[NoFixedOperation("Sends nothing.")]
public sealed class GetKandjiInventory : CancellableCmdlet
{
    private const string ObjectsSet = "Objects";
    private const string HistorySet = "History";

    /// <summary>The folder of the inventory.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("folder", Values = "a path")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The kinds: Device, User, AdeDevice, Blueprint, Tag. Devices without it.</summary>
    [Parameter(ParameterSetName = ObjectsSet)]
    [EnumSpellingTransformation]
    [ValidateSet("Device", "User", "AdeDevice", "Blueprint", "Tag")]
    [ValidateNotNullOrEmpty]
    public string[]? Kind { get; set; }

    /// <summary>The details of devices, which runs with -Detail have read, instead of the devices.</summary>
    [Parameter(ParameterSetName = ObjectsSet)]
    [ExcludesParameters(nameof(Kind))]
    public SwitchParameter Detail { get; set; }

    /// <summary>
    /// The time: a date, in local time unless it says otherwise, or a span before now as 7d or 12h. Without it, the time of the last run.
    /// </summary>
    [Parameter(ParameterSetName = ObjectsSet)]
    [TimeTransformation]
    [ArgumentCompleter(typeof(Completion.TimeCompleter))]
    [ValidateNotNull]
    public DateTime? At { get; set; }

    /// <summary>The serial number or the id of a device, whose changes are returned.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HistorySet)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string History { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        InventoryStore store = InventoryStore.OpenRead(new StoreFolder(FilePath.Resolve(SessionState, Path)));
        InventoryObjects objects = InventoryObjects.From(store);
        if (ParameterSetName == HistorySet)
        {
            WriteHistory(store, objects);
        }
        else
        {
            WriteObjects(store, objects, Detail ? [InventoryKind.DeviceDetail] : InventoryKindNames.Parse(Kind));
        }
        foreach (string warning in store.Warnings)
            WriteWarning(warning);
    }

    // What comes next in the pipeline may take long, and runs of Sync-KandjiInventory delete the files of older states meanwhile: all are
    // opened before the first object is written.
    private void WriteObjects(InventoryStore store, InventoryObjects objects, IReadOnlyList<InventoryKind> kinds)
    {
        var opened = new List<(InventoryKind Kind, StoredState State, SnapshotReader Rows)>();
        try
        {
            foreach (InventoryKind kind in kinds)
            {
                Guard(kind.Kind, () =>
                {
                    StoredState state = Find(store, kind);
                    opened.Add((kind, state, store.OpenSnapshot(state)));
                });
            }
            foreach ((InventoryKind kind, StoredState state, SnapshotReader rows) in opened)
                Guard(kind.Kind, () => WriteObjects(store, objects, kind, state, rows));
        }
        finally
        {
            foreach ((_, _, SnapshotReader rows) in opened)
                rows.Dispose();
        }
    }

    private void WriteObjects(
        InventoryStore store, InventoryObjects objects, InventoryKind kind, StoredState state, SnapshotReader rows)
    {
        DateTime? at = At?.ToUniversalTime();
        DateTime asOf = at < state.AsOf ? at.Value : state.AsOf;
        foreach (byte[] row in new InventoryHistory(store, kind, state).ReadAt(asOf, rows))
            WriteObject(objects.Read(kind, row, asOf));
    }

    private StoredState Find(InventoryStore store, InventoryKind kind)
    {
        StoredState state = store.Find(kind) ?? throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
            $"The inventory '{store.Folder.Path}' has no {kind.Words}. "
                + $"Sync-KandjiInventory {(Detail ? "-Detail" : "-Kind " + kind.Name)} reads them.");
        if (At?.ToUniversalTime() < store.GetBeginning(kind))
        {
            throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, string.Format(CultureInfo.CurrentCulture,
                "The inventory '{0}' has the {1} since {2:g}. Their state before that time is not known.", store.Folder.Path, kind.Words,
                store.GetBeginning(kind)!.Value.ToLocalTime()));
        }
        return state;
    }

    private void WriteHistory(InventoryStore store, InventoryObjects objects)
    {
        List<InventoryChange> changes = [];
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (InventoryKind kind in new[] { InventoryKind.Device, InventoryKind.DeviceDetail, InventoryKind.AdeDevice })
        {
            if (store.Find(kind) is { } state)
            {
                changes.AddRange(new InventoryHistory(store, kind, state).Find(History, ids)
                    .Select(found => objects.Create(kind, found.Frame, found.Change)));
            }
        }
        if (changes.Count == 0)
        {
            throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                $"The inventory '{store.Folder.Path}' has no change of a device with the serial number or id '{History}'.")
                { Target = History };
        }
        foreach (InventoryChange change in changes.OrderBy(change => change.DetectedAt.ToUniversalTime()))
            WriteObject(change);
    }
}
