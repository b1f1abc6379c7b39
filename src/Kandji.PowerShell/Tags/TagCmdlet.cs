using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Tags;

/// <summary>The base of the cmdlets that change tags, one after the other.</summary>
public abstract class TagCmdlet : ChangeCmdlet
{
    private TagResolver? _resolver;

    /// <summary>The tag: id, name, tag object, or a row with a column tag_id or tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "TagId", "Name")]
    [TagReferenceTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    public TagReference[] Tag { get; set; } = [];

    /// <summary>Changes one tag.</summary>
    private protected abstract void Change(Tag tag);

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new TagResolver(Client);
        foreach (TagReference reference in Tag)
            Guard(reference, () => Change(Await(_resolver.ResolveAsync(reference, StopToken))));
    }
}
