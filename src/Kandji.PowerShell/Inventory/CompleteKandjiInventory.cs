using System.Globalization;
using Kandji.Automation.Inventory;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Inventory;

/// <summary>
/// <para type="synopsis">Takes the changes that Sync-KandjiInventory has returned.</para>
/// <para type="description">
/// Sync-KandjiInventory returns each change again until it was taken. Run this when the changes have arrived where they belong: for all
/// pending changes of the inventory, or for those whose ids are given or come through the pipeline. Nothing is sent.
/// </para>
/// <para type="description">
/// Ids that come through the pipeline are taken together at its end, and those that came before when something ends it early. An empty
/// pipeline takes nothing.
/// </para>
/// </summary>
/// <example>
///   <summary>Take everything that is pending</summary>
///   <code>Complete-KandjiInventory ./acme.inventory</code>
/// </example>
/// <example>
///   <summary>Take the changes of users, and leave those of devices for later</summary>
///   <code>Sync-KandjiInventory ./acme.inventory -Kind User | Complete-KandjiInventory ./acme.inventory</code>
/// </example>
[Cmdlet(VerbsLifecycle.Complete, "KandjiInventory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class CompleteKandjiInventory : CancellableCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>The folder of the inventory.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("folder", Values = "a path")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The ids of the changes to take, or the changes themselves. All pending changes without it.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ChangeIdTransformation]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void Process() => _ids.AddRange(Id ?? []);

    /// <inheritdoc/>
    protected override void End()
    {
        bool takesSome = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Id));
        if (takesSome && _ids.Count == 0)
            return;
        string path = FilePath.Resolve(SessionState, Path);
        if (!ShouldProcess(path, takesSome
                ? string.Format(CultureInfo.CurrentCulture, "Take {0} changes", _ids.Count)
                : "Take all pending changes"))
            return;
        using InventoryStore store = Await(InventoryStore.OpenAsync(new StoreFolder(path), null, TimeProvider.System, StopToken));
        (int taken, IReadOnlyCollection<string> unknown) = store.Take(takesSome ? _ids : null);
        foreach (string warning in store.Warnings)
            WriteWarning(warning);
        WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0} changes were taken.", taken));
        foreach (string id in unknown)
        {
            WriteFailure(ErrorRecords.Create(new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                $"No change in '{path}' has the id '{id}'.") { Target = id }, null)!);
        }
    }
}
