using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Gets blueprints: all of them, by id, by name, or the blueprint of a device.</para>
/// <para type="description">
/// Names are matched whole and without regard to case, and wildcards work. A device from the pipeline returns the blueprint that it is in.
/// An id or a name without wildcards that no blueprint has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>List all blueprints with the number of their devices</summary>
///   <code>Get-KandjiBlueprint | Sort-Object ComputersCount -Descending</code>
/// </example>
/// <example>
///   <summary>Find blueprints by a part of the name</summary>
///   <code>Get-KandjiBlueprint '*iPad*'</code>
/// </example>
/// <example>
///   <summary>Which blueprint is this device in?</summary>
///   <code>Get-KandjiDevice C02XXXXXXX | Get-KandjiBlueprint</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBlueprint", DefaultParameterSetName = ByName)]
[OutputType(typeof(Blueprint))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List))]
public sealed class GetKandjiBlueprint : KandjiCmdlet
{
    private const string ByName = "Name";
    private const string ByReference = "Blueprint";

    private BlueprintResolver? _resolver;

    /// <summary>The name. Without it, and without -Id and input, all blueprints are listed.</summary>
    [Parameter(ParameterSetName = ByName, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The id; from the pipeline also a blueprint, a device, or a row with a column blueprint_id or blueprint_name.</summary>
    [Parameter(ParameterSetName = ByReference, Mandatory = true, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByReference)
        {
            _resolver ??= new BlueprintResolver(Client);
            foreach (BlueprintReference reference in Id)
                Guard(reference, () => WriteModel(Await(_resolver.ResolveAsync(Fresh(reference), StopToken))));
            return;
        }

        WildcardFilter? filter = WildcardFilter.Create(Name);
        WriteNamed(filter, Stream(Client.Blueprints.ListAsync(filter?.Substring, StopToken)), blueprint => blueprint.Name,
            "No blueprint is named", () => Client.Blueprints.ListAsync(cancellationToken: StopToken));
    }

    // A blueprint object on the pipeline is read again: that is what a Get command is for.
    private static BlueprintReference Fresh(BlueprintReference reference) =>
        reference.Blueprint?.Id is { } id ? new BlueprintReference(id) : reference;
}
