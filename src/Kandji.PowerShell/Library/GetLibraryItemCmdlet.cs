using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that get library items of one kind.</summary>
/// <typeparam name="T">The kind.</typeparam>
public abstract class GetLibraryItemCmdlet<T> : KandjiCmdlet
    where T : KandjiObject, ILibraryItem
{
    private const string ByName = "Name";
    private const string ById = "Id";

    /// <summary>The name. Without it, and without -Id and input, all are listed.</summary>
    [Parameter(ParameterSetName = ByName, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LibraryNameCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The id; from the pipeline also a library item, which is then read again, or a row with a column library_item_id.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, ValueFromPipeline = true)]
    [Alias("LibraryItemId")]
    [LibraryItemReferenceTransformation]
    public LibraryItemReference[] Id { get; set; } = [];

    private protected abstract LibraryKind<T> Kind { get; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ById)
        {
            var resolver = new LibraryItemResolver<T>(Client, Kind);
            foreach (LibraryItemReference reference in Id)
            {
                Guard(reference, () => WriteModel(Await(reference.Item is T { Id: { } id }
                    ? Kind.Get(Client, id, StopToken)
                    : resolver.ResolveAsync(reference, StopToken))));
            }
            return;
        }

        WriteNamed(WildcardFilter.Create(Name), Stream(Kind.List(Client, StopToken)), item => item.Name, $"No {Kind.Name} is named");
    }
}
