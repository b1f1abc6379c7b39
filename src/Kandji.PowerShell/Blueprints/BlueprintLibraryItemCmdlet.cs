using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Library;

namespace Kandji.PowerShell.Blueprints;

/// <summary>The base of the cmdlets that add library items to blueprints and remove them.</summary>
public abstract class BlueprintLibraryItemCmdlet : ChangeCmdlet
{
    /// <summary>The library item: its id, its name, or an object that has them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [LibraryItemReferenceTransformation]
    [ArgumentCompleter(typeof(LibraryItemCompleter))]
    public LibraryItemReference[] LibraryItem { get; set; } = [];

    /// <summary>The id of the node of an assignment map with conditions. Other blueprints have none.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? AssignmentNodeId { get; set; }
}
