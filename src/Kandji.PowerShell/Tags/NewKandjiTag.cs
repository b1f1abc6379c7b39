using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tags;

/// <summary>
/// <para type="synopsis">Creates tags.</para>
/// <para type="description">
/// Creates one tag for each name. A name that a tag has already is an error. Set-KandjiDevice gives tags to devices.
/// </para>
/// </summary>
/// <example>
///   <summary>Create a tag</summary>
///   <code>New-KandjiTag 'lease-2027'</code>
/// </example>
/// <example>
///   <summary>Create several tags</summary>
///   <code>'lease-2028', 'lease-2029' | New-KandjiTag</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Tag))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.Create))]
public sealed class NewKandjiTag : ChangeCmdlet
{
    /// <summary>The name of the new tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Tag", "TagName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation(Only = typeof(Tag))]
    [AnyTenant]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (string name in Name)
        {
            if (ShouldProcess(name, "Create tag"))
                Guard(name, () => Change((client, token) => client.Tags.CreateAsync(name, token), WriteModel));
        }
    }
}
