using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tags;

/// <summary>
/// <para type="synopsis">Removes tags, which takes them off every device.</para>
/// <para type="description">
/// Asks before each tag unless -Force or -Confirm:$false is given: which devices had the tag is not kept anywhere. Assignment maps that
/// decide by the tag decide differently from then on.
/// </para>
/// </summary>
/// <example>
///   <summary>See which devices would lose a tag, then remove it</summary>
///   <code>Get-KandjiDevice -Tag 'repair'; Remove-KandjiTag 'repair' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Remove several tags in an unattended script</summary>
///   <code>Get-KandjiTag 'lease-*' | Remove-KandjiTag -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.Delete))]
public sealed class RemoveKandjiTag : KandjiCmdlet
{
    private TagResolver? _resolver;

    /// <summary>The tag: id, name, tag object, or a row with a column tag_id or tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "TagId", "Name")]
    [TagReferenceTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    public TagReference[] Tag { get; set; } = [];

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new TagResolver(Client);
        foreach (TagReference reference in Tag)
            Guard(reference, () => Remove(Await(_resolver.ResolveAsync(reference, StopToken))));
    }

    private void Remove(Tag tag)
    {
        if (!ShouldProcess(Force, $"'{tag}' (id {tag.Id})", "Remove tag from the tenant and from every device that has it"))
            return;
        Change((client, token) => client.Tags.DeleteAsync(tag.Id!, token));
        WriteVerbose($"Removed the tag '{tag}'.");
    }
}
