using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Deletes a blueprint, and ends the management of every device in it.</para>
/// <para type="description">
/// Every device that is in the blueprint loses its management with it, which cannot be undone: move devices to another blueprint first.
/// Asks before each blueprint, naming it and saying how many devices are in it now, unless -Force or -Confirm:$false is given. Devices from
/// the pipeline are refused; a blueprint has to be meant.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be deleted, and how many devices would go with it</summary>
///   <code>Remove-KandjiBlueprint 'Engineering' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Delete those of several blueprints that have no devices</summary>
///   <code>Get-KandjiBlueprint '* Contractors' | Where-Object ComputersCount -eq 0 | Remove-KandjiBlueprint -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), nameof(BlueprintOperations.Delete))]
public sealed class RemoveKandjiBlueprint : ChangeCmdlet
{
    private BlueprintResolver? _resolver;

    /// <summary>The blueprint: id, name, or blueprint object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "BlueprintId")]
    [BlueprintReferenceTransformation(OnlyBlueprints = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new BlueprintResolver(Client);
        foreach (BlueprintReference reference in Blueprint)
            Guard(reference, () => Remove(reference));
    }

    private void Remove(BlueprintReference reference)
    {
        string id = Await(_resolver!.ResolveIdAsync(reference, StopToken));
        if (IsRepeated(id, $"'{reference}'"))
            return;
        // Read again at the last moment: what was piped in may have had fewer devices then.
        Blueprint blueprint = Await(Client.Blueprints.GetAsync(id, StopToken));
        string devices = blueprint.ComputersCount switch
        {
            0 => "no devices are in it",
            1 => "1 device is in it and loses its management",
            { } count => $"{count} devices are in it and lose their management",
            null => "how many devices are in it is not known, and all of them lose their management",
        };
        if (!ShouldProcess(Force, $"'{blueprint}' (id {id}): {devices}", "Delete blueprint"))
            return;
        Change((client, token) => client.Blueprints.DeleteAsync(id, token));
        WriteVerbose($"Deleted the blueprint '{blueprint}' with id {id}.");
    }
}
