using System.Runtime.CompilerServices;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Gets the library items of blueprints, classic ones and assignment maps.</para>
/// <para type="description">
/// Returns id and name of each item, with the blueprint's. On the pipeline an item goes to Get-KandjiLibraryItemStatus and, with its
/// blueprint, to Remove-KandjiBlueprintLibraryItem. Several blueprints are read at once and written in the order in which they came.
/// </para>
/// </summary>
/// <example>
///   <summary>List the library items of a blueprint</summary>
///   <code>Get-KandjiBlueprintLibraryItem 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Which blueprints have this item?</summary>
///   <code>Get-KandjiBlueprint | Get-KandjiBlueprintLibraryItem -Name 'VPN client'</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBlueprintLibraryItem")]
[OutputType(typeof(BlueprintLibraryItem))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.ListLibraryItems))]
public sealed class GetKandjiBlueprintLibraryItem : ThrottledCmdlet
{
    private BlueprintResolver? _resolver;
    private WildcardFilter? _name;
    private FanOut<BlueprintLibraryItem>? _reads;

    /// <summary>The blueprint: id, name, blueprint object, or a device that is in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "BlueprintId")]
    [RequiredArgument("blueprint", Values = "an id or a name", PipedFrom = "Get-KandjiBlueprint")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateNotNullOrEmpty]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <summary>The library item's name. Items of other names are left out.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Name { get; set; }

    private protected override int DefaultThrottleLimit => 8;

    /// <inheritdoc/>
    protected override void Begin() => _name = WildcardFilter.Create(Name);

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new BlueprintResolver(Client);
        _reads ??= ReadMany<BlueprintLibraryItem>("Reading library items", WriteModel);
        foreach (BlueprintReference reference in Blueprint)
        {
            Guard(reference, () =>
            {
                (string id, string? name) = Find(reference);
                _reads.Add(reference, token => ReadAsync(id, name, token));
            });
        }
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    private (string Id, string? Name) Find(BlueprintReference reference)
    {
        if (reference.Id is { } id)
            return (id, reference.Blueprint?.Name ?? (reference.Text == id ? null : reference.Text));
        Blueprint blueprint = Await(_resolver!.ResolveAsync(reference, StopToken));
        return (blueprint.Id!, blueprint.Name);
    }

    private async IAsyncEnumerable<BlueprintLibraryItem> ReadAsync(
        string id, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlueprintLibraryItem item in Client.Blueprints.ListLibraryItemsAsync(id, cancellationToken).ConfigureAwait(false))
        {
            if (_name?.Matches(item.Name) == false)
                continue;
            item.BlueprintId = id;
            item.BlueprintName = name;
            yield return item;
        }
    }
}
