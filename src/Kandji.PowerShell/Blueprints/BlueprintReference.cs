using System.Linq;
using System.Management.Automation;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Blueprints;

/// <summary>What a person has in hand of a blueprint: its id, its name, or an object that names it (a blueprint, a device, a row).</summary>
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), When = "for a blueprint given by id")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), When = "for a blueprint given by name")]
public sealed class BlueprintReference
{
    /// <summary>Refers to a blueprint by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public BlueprintReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a blueprint that was read before.</summary>
    /// <param name="blueprint">The blueprint.</param>
    public BlueprintReference(Blueprint blueprint)
        : this(blueprint.Id, blueprint.Name ?? blueprint.Id ?? "", blueprint)
    {
    }

    private BlueprintReference(string? id, string text, Blueprint? blueprint)
    {
        Id = id;
        Text = text;
        Blueprint = blueprint;
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The blueprint, when it was read before.</summary>
    public Blueprint? Blueprint { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Text;

    internal static BlueprintReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case BlueprintReference reference:
                return reference;
            case Blueprint blueprint:
                return new BlueprintReference(blueprint);
            case Device device:
                return string.IsNullOrEmpty(device.BlueprintId) ? null : new BlueprintReference(device.BlueprintId, device.BlueprintName ?? device.BlueprintId!, null);
            case AdeIntegration integration:
                return integration.Blueprint is { Id: { Length: > 0 } blueprintId } named ? new BlueprintReference(blueprintId, named.Name ?? blueprintId, null) : null;
        }
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new BlueprintReference(text);
        return ReferenceText.Column(input, "blueprintid", "blueprint", "blueprintname", "id", "name") is { } column ? new BlueprintReference(column) : null;
    }
}

/// <summary>Makes blueprint references of ids, names, blueprints, devices and rows.</summary>
internal sealed class BlueprintReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// True for commands that change blueprints: something that merely has a blueprint (a device, a library item's status) does not mean it.
    /// </summary>
    public bool OnlyBlueprints { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ReferenceText.Items(inputData)
            .Select(item => OnlyBlueprints && MerelyHasOne(item)
                ? throw new ArgumentTransformationMetadataException($"'{item}' is not a blueprint, it only has one. Give the blueprint's id or name, or a blueprint object.")
                : BlueprintReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                    $"'{item}' names no blueprint. Give an id, a name, a blueprint object, or a device that is in one."))
            .ToArray();

    private static bool MerelyHasOne(object item)
    {
        object plain = item is PSObject wrapped ? wrapped.BaseObject : item;
        return plain is AdeIntegration
            || (plain is not BlueprintReference and not Blueprint && ReferenceText.TextOf(item) is null
                && ReferenceText.Column(item, "deviceid", "computerid", "serialnumber", "libraryitemid", "userid", "integrationid") is not null);
    }
}
