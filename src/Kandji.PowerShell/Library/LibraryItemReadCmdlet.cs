using System.Runtime.CompilerServices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Library;

/// <summary>
/// The base of the cmdlets that read something of library items: several items at once, written in the order in which they came.
/// </summary>
/// <typeparam name="T">The type of the objects that are read.</typeparam>
public abstract class LibraryItemReadCmdlet<T> : ThrottledCmdlet
    where T : KandjiObject
{
    private LibraryItemKindResolver? _items;
    private FanOut<T>? _reads;

    /// <summary>
    /// The library item: id, an object that has one, or the name of a custom script, custom profile, custom app or in-house app. Items of
    /// other kinds are known by id only.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [RequiredArgument("library item", Values = "an id or a name", PipedFrom = "Get-KandjiCustomScript")]
    [LibraryItemReferenceTransformation]
    [ArgumentCompleter(typeof(LibraryItemCompleter))]
    [ValidateNotNullOrEmpty]
    public LibraryItemReference[] LibraryItem { get; set; } = [];

    private protected override int DefaultThrottleLimit => 8;

    /// <summary>The activity that the progress bar shows.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Reads the objects of one library item.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="name">The item's name; null when only the id is known.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    private protected abstract IAsyncEnumerable<T> ReadAsync(string id, string? name, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void Process()
    {
        _items ??= new LibraryItemKindResolver(Client);
        _reads ??= ReadMany<T>(Activity, WriteModel);
        foreach (LibraryItemReference reference in LibraryItem)
            _reads.Add(reference, token => ReadAsync(reference, token));
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    private async IAsyncEnumerable<T> ReadAsync(
        LibraryItemReference reference, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string id, string name) = await _items!.IdentifyAsync(reference, cancellationToken).ConfigureAwait(false);
        await foreach (T read in ReadAsync(id, name == id ? null : name, cancellationToken).ConfigureAwait(false))
            yield return read;
    }
}
