using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Changes a blueprint's name, description, icon, and enrollment code.</para>
/// <para type="description">
/// Settings that are not given stay as they are. Library items are changed with Add-KandjiBlueprintLibraryItem and
/// Remove-KandjiBlueprintLibraryItem. Returns the blueprint as it is afterwards.
/// </para>
/// </summary>
/// <example>
///   <summary>Rename a blueprint</summary>
///   <code>Set-KandjiBlueprint 'Sales' -Name 'Sales and support'</code>
/// </example>
/// <example>
///   <summary>Make all enrollment codes unusable</summary>
///   <code>Get-KandjiBlueprint | Set-KandjiBlueprint -EnrollmentCodeActive $false</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Blueprint))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Update))]
[ChangesNothingWithout(
    nameof(Name), nameof(Description), nameof(Icon), nameof(Color), nameof(EnrollmentCode), nameof(EnrollmentCodeActive))]
public sealed class SetKandjiBlueprint : BlueprintSettingsCmdlet
{
    private BlueprintResolver? _resolver;
    private Lazy<BlueprintChange>? _change;

    /// <summary>The blueprint: id, name, or blueprint object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "BlueprintId")]
    [BlueprintReferenceTransformation(OnlyBlueprints = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <summary>The new name, which no other blueprint may have.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new BlueprintResolver(Client);
        foreach (BlueprintReference reference in Blueprint)
        {
            Guard(reference, () =>
            {
                BlueprintChange change = Once(ref _change, () => Fill(new BlueprintChange(), Name));
                Blueprint blueprint = Await(_resolver.ResolveAsync(reference, StopToken));
                if (ShouldProcess($"'{blueprint}'", "Change blueprint"))
                    Change((client, token) => client.Blueprints.UpdateAsync(blueprint.Id!, change, token), WriteModel);
            });
        }
    }
}
