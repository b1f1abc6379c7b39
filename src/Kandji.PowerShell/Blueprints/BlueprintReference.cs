using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Blueprints;

/// <summary>A reference to a blueprint: its id, its name, or an object that names it (a blueprint, a device, a row).</summary>
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), When = "for a blueprint given by id")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), When = "for a blueprint given by name")]
public sealed class BlueprintReference : ObjectReference<Blueprint>
{
    /// <summary>Refers to a blueprint by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public BlueprintReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a blueprint that was read before.</summary>
    /// <param name="blueprint">The blueprint.</param>
    public BlueprintReference(Blueprint blueprint)
        : this(blueprint.Id, blueprint.Name ?? blueprint.Id ?? "", blueprint)
    {
    }

    private BlueprintReference(string? id, string text, Blueprint? blueprint)
        : base(id, text, blueprint)
    {
    }

    /// <summary>The blueprint, when it was read before.</summary>
    public Blueprint? Blueprint => Known;

    internal static BlueprintReference? From(object input) => input.Unwrap() switch
    {
        Device { BlueprintId: { Length: > 0 } id } device => new BlueprintReference(id, device.BlueprintName ?? id, null),
        AdeIntegration { Blueprint: { Id: { Length: > 0 } id } named } => new BlueprintReference(id, named.Name ?? id, null),
        Device or AdeIntegration => null,
        _ => From(
            input, blueprint => new BlueprintReference(blueprint), text => new BlueprintReference(text),
            "blueprintid", "blueprint", "blueprintname", "id", "name"),
    };
}

/// <summary>Makes blueprint references of ids, names, blueprints, devices and rows.</summary>
internal sealed class BlueprintReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(BlueprintReference))
{
    /// <summary>
    /// True for commands that change blueprints: something that merely has a blueprint (a device, a library item's status) does not mean it.
    /// </summary>
    public bool OnlyBlueprints { get; set; }

    private protected override ObjectReference? From(object item) => OnlyBlueprints && MerelyHasOne(item) ? null : BlueprintReference.From(item);

    private protected override string Refusal(object item) => OnlyBlueprints && MerelyHasOne(item)
        ? $"'{item}' is not a blueprint, it only has one. Give the blueprint's id or name, or a blueprint object."
        : $"'{item}' does not identify a blueprint. Give an id, a name, a blueprint object, or a device that is in one.";

    private static bool MerelyHasOne(object item) => item.Unwrap() switch
    {
        AdeIntegration => true,
        BlueprintReference or Blueprint => false,
        _ => ReferenceText.TextOf(item) is null
            && ReferenceText.Column(item, "deviceid", "computerid", "serialnumber", "libraryitemid", "userid", "integrationid") is not null,
    };
}
