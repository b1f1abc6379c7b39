using Kandji.Client.Devices;
using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tags;

/// <summary>
/// <para type="synopsis">Gets tags: all of them, by name or id, or the tags of a device.</para>
/// <para type="description">
/// Names are matched whole and without regard to case, and wildcards work. A device from the pipeline returns the tags that it has, each
/// once for every device. An id or a name without wildcards that no tag has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>List all tags</summary>
///   <code>Get-KandjiTag</code>
/// </example>
/// <example>
///   <summary>List the devices that have a tag</summary>
///   <code>Get-KandjiTag 'loan*' | ForEach-Object { Get-KandjiDevice -TagId $_.Id }</code>
/// </example>
/// <example>
///   <summary>Which tags does this device have?</summary>
///   <code>Get-KandjiDevice C02XXXXXXX | Get-KandjiTag</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiTag", DefaultParameterSetName = ByName)]
[OutputType(typeof(Tag))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List))]
public sealed class GetKandjiTag : KandjiCmdlet
{
    private const string ByName = "Name";
    private const string ByReference = "Tag";

    private TagResolver? _resolver;

    /// <summary>The name. Without it, and without -Id and input, all tags are listed.</summary>
    [Parameter(ParameterSetName = ByName, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The id; from the pipeline also a tag, a device, an audit event about a tag, or a row with a column tag_id or tag.</summary>
    [Parameter(ParameterSetName = ByReference, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TagId")]
    [ValidateNotNull]
    public object[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByReference)
        {
            _resolver ??= new TagResolver(Client);
            foreach (object item in Id.SelectMany(ReferenceText.Items))
                Guard(item, () => WriteReferred(item));
            return;
        }

        WildcardFilter? filter = WildcardFilter.Create(Name);
        WriteNamed(
            filter, Stream(Client.Tags.ListAsync(filter?.Substring, StopToken)), tag => tag.Name, "No tag is named",
            () => Client.Tags.ListAsync(cancellationToken: StopToken));
    }

    private void WriteReferred(object item)
    {
        if (item.Unwrap() is Device device)
        {
            foreach (string name in device.Tags ?? [])
                WriteModel(Await(_resolver!.ResolveAsync(new TagReference(name), StopToken)));
            return;
        }
        TagReference reference = TagReference.From(item)
            ?? throw new ArgumentException($"'{item}' does not identify a tag. Give an id, a name, a tag object, or a device.");
        // A tag object on the pipeline is looked up again: that is what a Get command is for.
        WriteModel(Await(_resolver!.ResolveAsync(reference.Id is { } id ? new TagReference(id) : reference, StopToken)));
    }
}
