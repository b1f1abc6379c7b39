using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tags;

/// <summary>
/// <para type="synopsis">Renames a tag.</para>
/// <para type="description">The devices that have the tag keep it, under its new name. Returns the tag.</para>
/// </summary>
/// <example>
///   <summary>Rename a tag</summary>
///   <code>Rename-KandjiTag 'repair' -NewName 'in repair'</code>
/// </example>
/// <example>
///   <summary>Rename tags by a rule</summary>
///   <code>Get-KandjiTag 'lease-*' | ForEach-Object { Rename-KandjiTag $_ -NewName $_.Name.Replace('lease', 'leased') }</code>
/// </example>
[Cmdlet(VerbsCommon.Rename, "KandjiTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Tag))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.Update))]
public sealed class RenameKandjiTag : TagCmdlet
{
    /// <summary>The new name, which no other tag may have.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string NewName { get; set; } = "";

    private protected override void Change(Tag tag)
    {
        if (ShouldProcess($"'{tag}'", $"Rename tag to '{NewName}'"))
            Change((client, token) => client.Tags.RenameAsync(tag.Id!, NewName, token), WriteModel);
    }
}
