using System.ComponentModel;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>A reference to a blueprint: its id, its name, or an object that names it (a blueprint, a device, a row).</summary>
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), When = "for a blueprint given by id")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), When = "for a blueprint given by name")]
[TypeConverter(typeof(ReferenceConverter))]
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
