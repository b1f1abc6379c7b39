using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>A category of blueprint templates.</summary>
public sealed class BlueprintTemplateCategory : KandjiObject
{
    /// <summary>The category's id, a number.</summary>
    public int? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Where the category is shown: lighter ones come first.</summary>
    public int? Weight { get; set; }

    /// <summary>The templates in the category.</summary>
    public ObjectList<BlueprintTemplate>? Templates { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Name);
}
