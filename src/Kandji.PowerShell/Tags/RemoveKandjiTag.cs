using Kandji.Client.Tags;
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
public sealed class RemoveKandjiTag : TagCmdlet
{
    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Change(Tag tag)
    {
        if (IsRepeated(tag.Id, $"'{tag}'"))
            return;
        if (!ShouldProcess(Force, $"'{tag}' (id {tag.Id})", "Remove tag from the tenant and from every device that has it"))
            return;
        Change((client, token) => client.Tags.DeleteAsync(tag.Id!, token));
        WriteVerbose($"Removed the tag '{tag}'.");
    }
}
